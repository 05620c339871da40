import type { Endpoint } from '../convoso-api/endpoint.js';
import { CONVOSO_ENDPOINTS } from '../convoso-api/endpoints.js';

/** Every code that one of the endpoints documents, and those that convoso-js alone knows. */
const CODES = [
  102, 403, 4001, 4002, 5001, 6000, 6001, 6002, 6003, 6004, 6005, 6006, 6007, 6008, 6009, 6010, 6012, 6023,
  6026, 6030, 6031, 6032, 6033, 6035, 6036, 6038, 6041, 6042, 6046, 6050, 6056, 6057, 6058, 6059, 6060, 6061,
  6062, 6063, 6064, 6065, 6066, 6067, 6068, 6069, 6070, 6071, 6072, 6073, 6074, 6075, 6076, 6077, 6078, 6079,
  6080, 6081, 6090, 7230, 7231, 7237, 7258,
] as const;

export type ConvosoErrorCode = (typeof CODES)[number];

/** What no endpoint's own table holds: what is the same everywhere, and what only convoso-js tells. */
const ELSEWHERE: Readonly<Record<number, string>> = {
  102: 'the list is being deleted',
  403: 'the auth token has no right to this endpoint',
  5001: 'the auth token is not valid',
  6041: 'the queue ID is not valid',
  6042: 'the list ID is not valid',
  6050: 'the status is not valid',
  6070: 'the lead or the callback ID is not valid',
  6080: 'the status is not valid, or the purpose is missing',
};

/** The paths that give a code each of its meanings, by meaning. */
function meaningsOf(code: number): ReadonlyMap<string, readonly string[]> {
  const meanings = new Map<string, string[]>();
  for (const group of Object.values(CONVOSO_ENDPOINTS)) {
    for (const { path, errors = {} } of Object.values<Endpoint>(group)) {
      const meaning = errors[code];
      if (meaning !== undefined) meanings.set(meaning, [...(meanings.get(meaning) ?? []), path]);
    }
  }
  return meanings;
}

/** The meaning that most endpoints give a code, and in brackets what it means at others. */
function inWords(code: number): string {
  const [most, ...others] = [...meaningsOf(code)].sort(([, one], [, other]) => other.length - one.length);
  const [usual] = most ?? [ELSEWHERE[code] ?? ''];
  const exceptions = others.map(([meaning, paths]) => `${paths.join(', ')}: ${meaning}`);
  return exceptions.length === 0 ? usual : `${usual} (${exceptions.join('; ')})`;
}

/** What Convoso's codes mean. One number has several meanings: an error's `description` knows which endpoint was called. */
export const CONVOSO_ERROR_CODES: Readonly<Record<ConvosoErrorCode, string>> = Object.fromEntries(
  CODES.map((code) => [code, inWords(code)]),
) as Record<ConvosoErrorCode, string>;

/** The meaning of a code; undefined where nobody has documented it. */
export function getErrorDescription(code: number): string | undefined {
  return Object.hasOwn(CONVOSO_ERROR_CODES, code) ? CONVOSO_ERROR_CODES[code as ConvosoErrorCode] : undefined;
}
