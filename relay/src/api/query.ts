import { ConnectError, normalisePhone, type LeadKey } from '@convoso-connect/core';
import type { Request } from 'express';

/** What can be read in one go, as on Convoso's own log pages (seed 004, "Log Features"). */
const PAGE_SIZES = [20, 50, 100, 200, 500, 1_000];
const USUAL_PAGE = 50;

/** `excel`: CSV for where Excel expects `;` between the cells. */
export const FORMATS = ['csv', 'excel', 'json'] as const;

export type Query<Name extends string> = Readonly<Partial<Record<Name, string>>>;

/**
 * The query of a request, each name at most once and without blanks around its value; a blank value counts as not
 * given. Throws a `ConnectError` on any other name: a filter that is misspelt must not show everything.
 */
export function readQuery<Name extends string>(request: Request, names: readonly Name[]): Query<Name> {
  const query: Partial<Record<Name, string>> = {};
  for (const [given, value] of Object.entries(request.query)) {
    const name = names.find((each) => each === given);
    if (name === undefined || typeof value !== 'string') {
      throw new ConnectError(
        'UNKNOWN_FILTER',
        name === undefined
          ? `there is no filter "${given.slice(0, 50)}"`
          : `${name} is given more than once, or as a list`,
        `Use each of these once: ${names.join(', ')}.`,
      );
    }
    if (value.trim() !== '') query[name] = value.trim();
  }
  return query;
}

/** How many rows a page has: one of {@link PAGE_SIZES}, 50 when nothing is said. */
export function readPageSize(text: string | undefined): number {
  if (text === undefined) return USUAL_PAGE;
  return PAGE_SIZES[PAGE_SIZES.map(String).indexOf(text)] ?? refuse('limit', text, PAGE_SIZES);
}

export function readOneOf<Value extends string>(
  name: string,
  text: string | undefined,
  values: readonly Value[],
): Value | null {
  if (text === undefined) return null;
  return values.find((value) => value === text) ?? refuse(name, text, values);
}

function refuse(name: string, text: string, values: readonly (string | number)[]): never {
  throw new ConnectError(
    'UNKNOWN_VALUE',
    `${name} is ${JSON.stringify(text.slice(0, 50))}`,
    `Use one of ${values.join(', ')}.`,
  );
}

/** A phone number in any formatting, in normal form. */
export function readPhone(text: string | undefined): string | null {
  if (text === undefined) return null;
  const phone = normalisePhone(text);
  if (phone !== null) return phone;
  throw new ConnectError(
    'NOT_A_PHONE_NUMBER',
    `phone is ${JSON.stringify(text.slice(0, 50))}, which is no phone number`,
    'Give at least seven digits, in any formatting.',
  );
}

const BY_PHONE = 'phone:';

/** A lead by its id or, where Convoso sends none, by `phone:` and its number (domain-facts J.40). */
export function readLead(text: string): LeadKey {
  if (!text.startsWith(BY_PHONE)) return `lead:${text}`;
  return `${BY_PHONE}${String(readPhone(text.slice(BY_PHONE.length) || '-'))}`;
}
