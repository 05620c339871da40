import type { MappedFields } from '../../adaptor/index.js';
import type { ResolvedEndpoint } from '../../config/index.js';
import { requestWithBody, type EndpointRequest } from '../request.js';
import {
  HUBSPOT_JSON,
  explainHubspot,
  filledProperties,
  groupForBatches,
  hubspotUrl,
  parseObject,
} from './hubspot.js';
import { HUBSPOT_EMAIL } from './key-fields.js';
import { v1Properties } from './hubspot-v1.js';
import type { ExchangeAnswer } from './integrator.js';

/** One request that carries many contacts, and which of those it was given. */
export interface BatchRequest {
  readonly request: EndpointRequest;
  /** Places in the list of contacts, in the order of the request. */
  readonly contacts: readonly number[];
}

export interface ContactBatches {
  /** To be sent one after the other: a later one may hold newer values of the same contact. */
  readonly requests: readonly BatchRequest[];
  /** Places of contacts without an e-mail, by which HubSpot would tell whether they exist. */
  readonly withoutEmail: readonly number[];
}

/** What became of one contact of a batch. */
export type ContactOutcome =
  | { readonly contact: number; readonly ok: true; readonly id: string | null }
  | { readonly contact: number; readonly ok: false; readonly why: string };

interface BatchContact {
  readonly place: number;
  readonly email: string;
  readonly properties: readonly (readonly [string, string])[];
}

/**
 * Many contacts, created or updated by e-mail, in as few requests as HubSpot takes (domain-facts E.4): at most 100
 * in each and no e-mail twice. `keyOf` gives each request its Idempotency-Key, by its place.
 */
export function hubspotBatches(
  endpoint: ResolvedEndpoint & { readonly apiIntegrator: 'hubspot-v1' | 'hubspot-v3' },
  contacts: readonly MappedFields[],
  keyOf: (request: number) => string,
): ContactBatches {
  const all = contacts.map(batchContact);
  const groups = groupForBatches(
    all.filter(({ email }) => email !== ''),
    ({ email }) => email,
  );
  const format = FORMATS[endpoint.apiIntegrator];
  const requests = groups.map((group, index) => ({
    request: requestWithBody(endpoint, keyOf(index), {
      method: 'POST',
      url: hubspotUrl(endpoint.apiUrl, format.api, format.path),
      contentType: HUBSPOT_JSON,
      body: JSON.stringify(format.body(group)),
    }),
    contacts: group.map(({ place }) => place),
  }));
  return { requests, withoutEmail: all.filter(({ email }) => email === '').map(({ place }) => place) };
}

function batchContact(fields: MappedFields, place: number): BatchContact {
  const properties = filledProperties(fields);
  const email = properties.find(([name]) => name === HUBSPOT_EMAIL)?.[1].trim() ?? '';
  return { place, email, properties };
}

const FORMATS = {
  'hubspot-v1': {
    api: '/contacts/v1/',
    path: 'contact/batch/',
    body: (group: readonly BatchContact[]) =>
      group.map(({ email, properties }) => ({ email, properties: v1Properties(properties) })),
  },
  'hubspot-v3': {
    api: '/crm/v3/',
    path: 'objects/contacts/batch/upsert',
    body: (group: readonly BatchContact[]) => ({
      inputs: group.map(({ email, properties }) => ({
        id: email,
        idProperty: HUBSPOT_EMAIL,
        properties: Object.fromEntries(properties),
      })),
    }),
  },
} as const;

/**
 * What the answer to a batch says of each contact. v1 takes all or none (202 or 400) and names no ids; v3 may take
 * some (207), and then an error that names no contact counts for all that have no result.
 */
export function readHubspotBatch(
  { contacts, request }: BatchRequest,
  answer: ExchangeAnswer,
): ContactOutcome[] {
  const failed = explainHubspot(answer) ?? `answered ${String(answer.status)}`;
  if (answer.status < 200 || answer.status >= 300) {
    return contacts.map((contact) => ({ contact, ok: false, why: failed }));
  }
  if (!request.url.includes('/crm/v3/')) return contacts.map((contact) => ({ contact, ok: true, id: null }));
  const sent = emailsSent(request);
  const ids = idsByEmail(answer.body);
  const errors = errorsOf(answer.body);
  return contacts.map((contact, at) => {
    const email = sent[at] ?? '';
    const id = ids.get(email);
    if (id !== undefined) return { contact, ok: true, id };
    const error =
      errors.find(({ names }) => names.includes(email)) ?? errors.find(({ names }) => names.length === 0);
    return { contact, ok: false, why: error?.message ?? 'the answer does not say what became of it' };
  });
}

function emailsSent({ body = '' }: EndpointRequest): string[] {
  return objectsIn(parseObject(body)?.['inputs']).map(({ id }) => comparable(id));
}

function idsByEmail(body: string): ReadonlyMap<string, string> {
  return new Map(
    objectsIn(parseObject(body)?.['results']).flatMap(({ id, properties }) => {
      const [contact] = objectsIn([properties]);
      return typeof id === 'string' ? [[comparable(contact?.[HUBSPOT_EMAIL]), id] as const] : [];
    }),
  );
}

interface BatchError {
  readonly message: string;
  /** What its context names; e-mails among it. */
  readonly names: readonly string[];
}

function errorsOf(body: string): BatchError[] {
  return objectsIn(parseObject(body)?.['errors']).map(({ message, context }) => ({
    message: `HubSpot says ${typeof message === 'string' ? message : 'nothing about the reason'}`,
    names: objectsIn([context]).flatMap((named) => Object.values(named).flat().map(comparable)),
  }));
}

function objectsIn(value: unknown): Readonly<Record<string, unknown>>[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null);
}

function comparable(email: unknown): string {
  return typeof email === 'string' ? email.trim().toLowerCase() : '';
}
