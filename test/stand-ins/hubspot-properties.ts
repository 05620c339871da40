import type { ArrivedRequest } from '../support/destination.js';
import { invalid } from './hubspot-refusals.js';

export type Properties = Record<string, string>;

/** The property types that matter here; a name that is not among them does not exist in this portal. */
export const CONTACT_PROPERTIES: Readonly<Record<string, readonly string[] | 'text'>> = {
  ...Object.fromEntries(
    [
      'email',
      'firstname',
      'lastname',
      'phone',
      'mobilephone',
      'address',
      'city',
      'state',
      'zip',
      'company',
    ].map((name) => [name, 'text' as const]),
  ),
  hs_lead_status: ['NEW', 'OPEN', 'IN_PROGRESS', 'CONNECTED', 'UNQUALIFIED'],
  lifecyclestage: ['subscriber', 'lead', 'opportunity', 'customer'],
};

/** A property of Calls that this portal has made, and marked as one whose values are unique. */
export const UNIQUE_CALL_PROPERTY = 'convoso_call_log_id';

export const CALL_PROPERTIES: typeof CONTACT_PROPERTIES = {
  hs_timestamp: 'text',
  hs_call_title: 'text',
  hs_call_body: 'text',
  hs_call_duration: 'text',
  hs_call_from_number: 'text',
  hs_call_to_number: 'text',
  hs_call_recording_url: 'text',
  hs_call_direction: ['INBOUND', 'OUTBOUND'],
  hs_call_status: ['COMPLETED', 'BUSY', 'NO_ANSWER', 'FAILED', 'CANCELED'],
  hs_call_disposition: [
    '9d9162e7-6cf3-4944-bf63-4dff82258764',
    'f240bbac-87c9-4f6e-bf70-924b57d47db7',
    'a4c4c377-d246-4b32-a13b-75a56a4cd0ff',
    'b2cf5968-551e-4856-9783-52b3da59a7d0',
    '73a0d17f-1163-4015-bdd5-ec830791da20',
    '17b47fee-58de-441e-a44c-c6300d46f273',
  ],
  [UNIQUE_CALL_PROPERTY]: 'text',
};

export function parseBody({ body }: ArrivedRequest): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw invalid('Invalid input JSON');
  }
}

export function v3Properties(body: unknown, known: typeof CONTACT_PROPERTIES): Properties {
  const { properties, ...rest } = body as { properties?: unknown };
  if (Object.keys(rest).some((key) => key !== 'associations'))
    throw invalid('Invalid input JSON: unknown key');
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) {
    throw invalid('properties is required.');
  }
  return checked(Object.entries(properties), known);
}

export function v1Properties(body: unknown): Properties {
  const { properties } = body as { properties?: { property: string; value: unknown }[] };
  if (!Array.isArray(properties)) throw invalid('properties is required.');
  return checked(
    properties.map(({ property, value }) => [property, value]),
    CONTACT_PROPERTIES,
  );
}

function checked(
  entries: readonly (readonly [string, unknown])[],
  known: typeof CONTACT_PROPERTIES,
): Properties {
  const properties: Properties = {};
  for (const [name, value] of entries) {
    const type = known[name];
    if (type === undefined) throw invalid(`Property "${name}" does not exist`, 'PROPERTY_DOESNT_EXIST');
    if (typeof value !== 'string') throw invalid(`${name} must be a text.`);
    if (type !== 'text' && value !== '' && !type.includes(value)) {
      throw invalid(`${value} was not one of the allowed options: ${type.join(', ')}`, 'INVALID_OPTION');
    }
    if (name === 'email' && value !== '') requireEmail(value);
    properties[name] = value;
  }
  return properties;
}

export function requireEmail(email: string): void {
  if (!/^[^@\s]+@[^@\s]+\.[a-z]+$/i.test(email))
    throw invalid(`Email address ${email} is invalid`, 'INVALID_EMAIL');
}

export function requireName(properties: Properties): void {
  const named = ['email', 'firstname', 'lastname'].some((name) => (properties[name] ?? '') !== '');
  if (!named) throw invalid('One of email, firstname, lastname is required.');
}
