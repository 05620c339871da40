import { LEAD_FIELDS } from '../fields/lead-fields.js';
import type { Endpoint } from './endpoint.js';
import { CONVOSO_ENDPOINTS } from './endpoints.js';
import { parameterOf, type Parameter } from './parameter.js';
import { ENDPOINT_LABELS, PARAMETER_WORDS, type Words } from './words.js';

/** A parameter with its words, for forms and documents. */
export interface CatalogueParameter extends Omit<Parameter, 'options' | 'alsoSentAs'> {
  readonly name: string;
  readonly label: string;
  /** Empty where the label says it all. */
  readonly description: string;
  readonly required: boolean;
  /** All values of a choice; of a text those that are known. */
  readonly options: readonly { readonly value: string | number; readonly label: string }[];
}

/** An endpoint with its words, for forms and documents. */
export interface CatalogueEndpoint extends Pick<Endpoint, 'path' | 'access'> {
  /** `leads`, of `api.leads.insert`. */
  readonly group: string;
  /** `insert`, of `api.leads.insert`. */
  readonly method: string;
  /** What it does, as an imperative. */
  readonly label: string;
  readonly parameters: readonly CatalogueParameter[];
  /** What Convoso's error codes mean here, by code. */
  readonly errors: Readonly<Record<number, string>>;
  /** Whether there is a method that goes through all pages, `api.leads.searchAll`. */
  readonly paged: boolean;
}

/** Every endpoint with its parameters, in the order of the table. */
export function convosoCatalogue(): readonly CatalogueEndpoint[] {
  return Object.entries(CONVOSO_ENDPOINTS).flatMap(([group, endpoints]) =>
    Object.entries<Endpoint>(endpoints).map(([method, { path, access, errors = {}, ...endpoint }]) => ({
      group,
      method,
      path,
      access,
      errors,
      label: ENDPOINT_LABELS[path] ?? path,
      parameters: Object.entries(endpoint.parameters).map(([name, entry]) => ({
        ...worded(path, name, parameterOf(entry)),
        required: endpoint.required?.includes(name) ?? false,
      })),
      paged: 'limit' in endpoint.parameters,
    })),
  );
}

function worded(path: string, name: string, { options, alsoSentAs: _sent, ...parameter }: Parameter) {
  const words = wordsOf(path, name);
  const values = options ?? Object.keys(words.options ?? {});
  return {
    ...parameter,
    name,
    label: words.label,
    description: words.description ?? '',
    options: values.map((value) => ({ value, label: words.options?.[value] ?? String(value) })),
  };
}

/** The endpoint's own words come first, then its resource's, then everybody's; a field of the lead has those of Convoso. */
function wordsOf(path: string, name: string): Words {
  const [resource = ''] = path.split('/');
  for (const place of [path, resource, 'all']) {
    const words = PARAMETER_WORDS[place]?.[name];
    if (words !== undefined) return typeof words === 'string' ? { label: words } : words;
  }
  return { label: LEAD_FIELDS.find((field) => field.name === name)?.label ?? name };
}
