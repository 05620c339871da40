import {
  convosoCatalogue,
  type ArgumentsOf,
  type CONVOSO_ENDPOINTS,
  type CatalogueEndpoint,
  type CatalogueParameter,
  type Endpoint,
  type ParameterType,
} from '@convoso-connect/core/convoso-api';
import type { PlainInputField } from 'zapier-platform-core';
import { givenFlag, listInput, pairsInput, textInput, withoutNull, type Inputs } from '../inputs.js';
import { chosenValue } from './choice.js';

const CATALOGUE = convosoCatalogue();

type Table = typeof CONVOSO_ENDPOINTS;

/** An endpoint with its words, and with the arguments that the client takes for it. */
export interface ApiEndpoint<A> extends CatalogueEndpoint {
  /** For the compiler alone. */
  readonly taking?: A;
}

/**
 * An endpoint of Convoso's REST API, by the names that the client gives it.
 *
 * @throws {Error} when core has no such endpoint
 */
export function endpointOf<G extends keyof Table, M extends keyof Table[G]>(
  group: G,
  method: M,
): ApiEndpoint<ArgumentsOf<Extract<Table[G][M], Endpoint>>> {
  const found = CATALOGUE.find((endpoint) => endpoint.group === group && endpoint.method === method);
  if (found === undefined) throw new Error(`core's table has no endpoint ${group}.${String(method)}`);
  return found;
}

/** Where people choose an id from the account in place of typing it. */
const DROPDOWNS: Readonly<Record<string, string>> = {
  list_id: 'list.id.name',
  search_list_id: 'list.id.name',
  campaign_id: 'campaign.id.name',
  search_campaign_id: 'campaign.id.name',
  user_id: 'user.id.name',
  owner_id: 'user.id.name',
};

/**
 * Where an id comes from a search, which Zapier offers beside the field (Add a search step) if the field has a drop-down,
 * too: nobody chooses one lead of a million, so that this one is empty.
 */
const SEARCHES: Readonly<Record<string, Partial<PlainInputField>>> = {
  lead_id: { search: 'search_lead.id', dynamic: 'no_choice.id.name' },
  call_log_id: { search: 'find_call_log.id', dynamic: 'no_choice.id.name' },
  callback_id: { search: 'find_callback.id', dynamic: 'no_choice.id.name' },
};

const FORM_TYPES: Partial<Record<ParameterType, NonNullable<PlainInputField['type']>>> = {
  flag: 'boolean',
  yesNo: 'boolean',
  integer: 'integer',
  decimal: 'number',
};

const LONG_TEXTS = new Set(['notes', 'comments', 'extra_field_01', 'extra_field_02']);

export interface ApiInputOptions {
  /** Only these, in this order; absent for all but those of paging. */
  readonly only?: readonly string[];
  readonly without?: readonly string[];
  /** Required here although Convoso does without. */
  readonly required?: readonly string[];
}

/** The parameters of an endpoint as fields of a form. */
export function apiInputs(
  { parameters }: CatalogueEndpoint,
  { only, without = [], required = [] }: ApiInputOptions = {},
): PlainInputField[] {
  const offered = only ?? parameters.map(({ name }) => name).filter((name) => !PAGING.has(name));
  return offered
    .filter((name) => !without.includes(name))
    .map((wanted) => {
      const parameter = parameters.find(({ name }) => name === wanted);
      if (parameter === undefined) throw new Error(`core's table has no parameter ${wanted} here`);
      return inputOf(parameter, required.includes(wanted) || parameter.required);
    });
}

const PAGING = new Set(['limit', 'offset']);

function inputOf(parameter: CatalogueParameter, required: boolean): PlainInputField {
  const { name } = parameter;
  const label = labelInForm(parameter);
  const helpText = helpOf(parameter);
  const common: PlainInputField = { key: name, label, required, ...(helpText === '' ? {} : { helpText }) };
  if (parameter.type === 'fields') return { ...common, dict: true };
  const several = parameter.type === 'choices' ? { list: true } : {};
  return { ...common, type: formType(parameter), ...several, ...sourceOf(parameter) };
}

/** People choose a list and find a lead; that its id goes to Convoso is not theirs to know. */
function labelInForm({ name, label }: CatalogueParameter): string {
  return name in DROPDOWNS || name in SEARCHES ? label.replace(/ ID$/, '') : label;
}

/** What forms call a parameter of the endpoint with that path. */
export function labelOfParameter(path: string, name: string): string | undefined {
  const parameters = CATALOGUE.find((endpoint) => endpoint.path === path)?.parameters ?? [];
  const found = parameters.find((parameter) => parameter.name === name);
  return found === undefined ? undefined : labelInForm(found);
}

function formType({ name, type }: CatalogueParameter): NonNullable<PlainInputField['type']> {
  if (LONG_TEXTS.has(name)) return 'text';
  return FORM_TYPES[type] ?? 'string';
}

function sourceOf({ name, type, options }: CatalogueParameter): Partial<PlainInputField> {
  if (type === 'status') return { dynamic: 'status.id.name' };
  const dropdown = DROPDOWNS[name];
  if (dropdown !== undefined) return { dynamic: dropdown };
  const search = SEARCHES[name];
  if (search !== undefined) return search;
  if (options.length === 0) return {};
  return {
    choices: options.map(({ value, label }) => ({ value: String(value), label, sample: String(value) })),
  };
}

/** The words of the table, and the bounds that Convoso sets. */
function helpOf({ description, type, min, max, default: usual }: CatalogueParameter): string {
  const isNumber = type === 'integer' || type === 'decimal';
  const bounds = isNumber && min !== undefined && max !== undefined ? `From ${min} to ${max}.` : '';
  const otherwise = isNumber && usual !== undefined ? `Default: ${usual}.` : '';
  return [description, bounds, otherwise].filter((part) => part !== '').join(' ');
}

/**
 * The arguments of a call from what was filled in. What is empty is not sent: a field that an earlier step left empty
 * must not empty the one in Convoso.
 */
export function apiArguments<A>({ parameters }: ApiEndpoint<A>, inputs: Inputs): A {
  // The form derives from the table that the types come from, and the client checks every value before it is sent.
  return Object.fromEntries(
    parameters.flatMap((parameter): [string, unknown][] => {
      const value = argumentOf(parameter, inputs);
      return value === undefined ? [] : [[parameter.name, value]];
    }),
  ) as A;
}

function argumentOf(parameter: CatalogueParameter, inputs: Inputs): unknown {
  const { name, type } = parameter;
  if (type === 'fields') {
    const filled = Object.entries(pairsInput(inputs, name))
      .map(([key, value]) => [key, withoutNull(value)] as const)
      .filter(([key, value]) => key !== '' && value !== '');
    return filled.length === 0 ? undefined : Object.fromEntries(filled);
  }
  if (type === 'choices' || type === 'ids' || type === 'texts') {
    const values = listInput(inputs, name);
    if (values.length === 0) return undefined;
    return type === 'choices' ? values.map((text) => chosen(parameter, text)) : values;
  }
  if (type === 'flag' || type === 'yesNo') {
    return givenFlag(inputs, name);
  }
  const text = withoutNull(textInput(inputs, name));
  if (text === '') return undefined;
  if (type === 'choice') return chosen(parameter, text);
  return type === 'integer' || type === 'decimal' ? plainNumber(text) : text;
}

/** By the label that people see in the form, too, or by what Convoso takes. */
function chosen(parameter: CatalogueParameter, text: string): string {
  return chosenValue({ key: parameter.name, label: labelInForm(parameter), ...sourceOf(parameter) }, text);
}

const THOUSANDS = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

/**
 * A number as sheets and CRMs give it out, `$1,234.50` or `99.0`, as Convoso wants it. What can be read in two ways,
 * such as `12,50`, stays as it is, and is refused in words.
 */
function plainNumber(text: string): string {
  const bare = text.replaceAll(/[$€£\s]/g, '');
  const number = THOUSANDS.test(bare) ? bare.replaceAll(',', '') : bare;
  return number.replace(/^(-?\d+)\.0+$/, '$1');
}
