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

export const CALL_PROPERTIES: typeof CONTACT_PROPERTIES = {
  hs_timestamp: 'text',
  hs_call_title: 'text',
  hs_call_duration: 'text',
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
