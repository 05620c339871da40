import { ConnectError, normalisePhone, type LeadKey } from '@convoso-connect/core';
import { USUAL_PAGE, type QueryShape } from '@convoso-connect/core/relay-contract';
import type { Request } from 'express';

/**
 * The query of a request as an operation wants it: each name at most once, without blanks around its value; a blank value
 * counts as not given, but for true and false. Throws a `ConnectError` on any other name: a filter that is misspelt must not show everything.
 */
export function readQuery(request: Request, shape: QueryShape): Readonly<Record<string, unknown>> {
  const query: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(request.query)) {
    const schema = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (schema === undefined || typeof value !== 'string') throw unknownFilter(name, schema, shape);
    if (value.trim() !== '' || isFlag(schema)) query[name] = readValue(name, value.trim(), schema);
  }
  return query;
}

/** What is true or false guards something: a script that leaves it blank by mistake must not be taken to have left it out. */
function isFlag(schema: QueryShape[string]): boolean {
  return schema.safeParse('true').success && !schema.safeParse('neither').success;
}

function readValue(name: string, text: string, schema: QueryShape[string]): unknown {
  const read = schema.safeParse(text);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw badValue(name, text, issue?.code === 'invalid_value' ? issue.values.map(String) : []);
}

function unknownFilter(
  name: string,
  schema: QueryShape[string] | undefined,
  shape: QueryShape,
): ConnectError {
  const names = Object.keys(shape).join(', ');
  return new ConnectError(
    'UNKNOWN_FILTER',
    schema === undefined
      ? `there is no filter "${name.slice(0, 50)}"`
      : `${name} is given more than once, or as a list`,
    names === '' ? 'Leave the query out.' : `Use each of these once: ${names}.`,
  );
}

function badValue(name: string, text: string, values: readonly string[]): ConnectError {
  return new ConnectError(
    'UNKNOWN_VALUE',
    `${name} is ${JSON.stringify(text.slice(0, 50))}`,
    values.length === 0 ? 'Compare it with the reference of the API.' : `Use one of ${values.join(', ')}.`,
  );
}

/** How many rows a page has. */
export function pageSize(limit: string | undefined): number {
  return limit === undefined ? USUAL_PAGE : Number(limit);
}

export function readOneOf<Value extends string>(
  name: string,
  text: string | undefined,
  values: readonly Value[],
): Value | null {
  if (text === undefined) return null;
  const found = values.find((value) => value === text);
  if (found === undefined) throw badValue(name, text, values);
  return found;
}

/** A phone number in any formatting, in normal form. */
export function readPhone(text: string | undefined): string | null {
  if (text === undefined) return null;
  const phone = normalisePhone(text);
  if (phone !== null) return phone;
  throw noPhoneNumber('phone', text);
}

function noPhoneNumber(name: string, text: string): ConnectError {
  return new ConnectError(
    'NOT_A_PHONE_NUMBER',
    `${name} is ${JSON.stringify(text.slice(0, 50))}, which is no phone number`,
    'Give at least seven digits, in any formatting.',
  );
}

const BY_PHONE = 'phone:';

/** A lead by its id or, where Convoso sends none, by `phone:` and its number (domain-facts J.40). */
export function readLead(text: string): LeadKey {
  if (!text.startsWith(BY_PHONE)) return `lead:${text}`;
  const phone = normalisePhone(text.slice(BY_PHONE.length));
  if (phone === null) throw noPhoneNumber('lead', text);
  return `${BY_PHONE}${phone}`;
}
