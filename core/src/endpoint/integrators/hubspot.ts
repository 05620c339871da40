import type { MappedFields } from '../../adaptor/index.js';
import type { ExchangeAnswer } from './integrator.js';

/** What both HubSpot APIs have in common. */
export const HUBSPOT_JSON = 'application/json';

/** Batches hold this many at most (domain-facts E.4). */
export const MOST_IN_BATCH = 100;

export const NOTHING_TO_SEND = 'every mapped value is empty, so there is nothing to send to HubSpot';

/**
 * The properties to send. Empty ones are left out: to HubSpot an empty value means that the stored one is to be
 * deleted, and a call that lacks a field says nothing about it (domain-facts J.44).
 */
export function filledProperties(fields: MappedFields): [name: string, value: string][] {
  return Object.entries(fields)
    .map(([name, value]): [string, string] => [name, String(value)])
    .filter(([, value]) => value.trim() !== '');
}

/**
 * The address of an API path on the host of the API URL. Of the URL's own path what stands before the API counts,
 * such as the prefix of a proxy, so that the base address and the full one do the same; its query stays.
 */
export function hubspotUrl(apiUrl: string, api: '/crm/v3/' | '/contacts/v1/', path: string): string {
  const [, address = '', query = ''] = /^([^?#]*)(\?[^#]*)?/.exec(apiUrl) ?? [];
  const at = address.indexOf(api);
  const base = (at === -1 ? address : address.slice(0, at)).replace(/\/+$/, '');
  return `${base}${api}${path}${query}`;
}

export interface HubspotError {
  readonly message: string;
  /** v3: what kind of error, such as CONFLICT. */
  readonly category: string;
  /** v1: what kind of error, such as CONTACT_EXISTS. */
  readonly error: string;
  /** On 429: which limit was met. */
  readonly policyName: string;
  readonly identityProfile: unknown;
}

/** The error of an answer; null when it has none that can be read. */
export function readHubspotError({ body }: Pick<ExchangeAnswer, 'body'>): HubspotError | null {
  const answer = parseObject(body);
  if (answer === null) return null;
  const text = (name: string) => {
    const value = answer[name];
    return typeof value === 'string' ? value : '';
  };
  return {
    message: text('message'),
    category: text('category'),
    error: text('error'),
    policyName: text('policyName'),
    identityProfile: answer['identityProfile'],
  };
}

/** An error in HubSpot's own terms. */
export function explainHubspot(answer: ExchangeAnswer): string | null {
  const error = readHubspotError(answer);
  if (error === null || (error.message === '' && error.policyName === '')) return null;
  const kind = error.policyName || error.category || error.error;
  return `HubSpot says ${[kind, error.message].filter((part) => part !== '').join(': ')}`;
}

/** The object that a JSON text is; null when it is something else. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/**
 * The groups in which records go out: each as many as a batch may hold, none with the same e-mail twice, which
 * HubSpot refuses. A later record of an e-mail goes into a later group, so that it is the one that stays.
 */
export function groupForBatches<T>(records: readonly T[], emailOf: (record: T) => string): T[][] {
  const groups: T[][] = [];
  const firstFree = new Map<string, number>();
  for (const record of records) {
    const email = emailOf(record).trim().toLowerCase();
    let at = email === '' ? 0 : (firstFree.get(email) ?? 0);
    while ((groups[at]?.length ?? 0) >= MOST_IN_BATCH) at++;
    (groups[at] ??= []).push(record);
    if (email !== '') firstFree.set(email, at + 1);
  }
  return groups;
}
