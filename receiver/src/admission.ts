import { createHash, timingSafeEqual } from 'node:crypto';
import type { BlockList } from 'node:net';
import { hookParameter, secretReadings, secretSpellings } from '@convoso-connect/core';
import { listHolds } from './address-list.js';
import type { Rejection } from './rejection.js';

export const SECRET_HEADER = 'x-connect-secret';

/** What of a request shows who sends it. */
export interface Caller {
  /** Behind trusted proxies. */
  readonly remoteAddress: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The raw query, without the question mark. */
  readonly query: string;
}

/** Who may use a hook. */
export interface Admission {
  /** Null where anyone may call. */
  readonly allowFrom: BlockList | null;
  readonly hook: {
    /** Absent where none is asked for. */
    readonly secret?: string | undefined;
    /** While a secret is replaced, the former one opens the hook as well. */
    readonly formerSecret?: string | undefined;
  };
}

/**
 * Checks the caller's address against the hook's allow-list; null where it is in it or there is none.
 *
 * @param trust where one says which proxies are trusted
 */
export function checkAddress(
  { remoteAddress }: Pick<Caller, 'remoteAddress'>,
  { allowFrom }: Pick<Admission, 'allowFrom'>,
  trust: string,
): Rejection | null {
  if (allowFrom === null || listHolds(allowFrom, remoteAddress)) return null;
  return {
    status: 403,
    code: 'FOREIGN_ADDRESS',
    message: `${remoteAddress} is not in the hook's allow-list`,
    remedy: foreignAddressRemedy(trust),
  };
}

/** @param trust where one says which proxies are trusted */
export function foreignAddressRemedy(trust: string): string {
  return `If a proxy stands before it, say so in ${trust}; else add the address to allowFrom.`;
}

export const SECRET_REMEDY =
  "Put X-Connect-Secret: <secret> into the Authorization Header of Convoso's endpoint, or ?secret=<secret> into its API URL.";

/** Checks the hook's secret, in the header or the query; null where it is right or none is asked for. */
export function checkSecret(
  request: Pick<Caller, 'headers' | 'query'>,
  { hook }: Pick<Admission, 'hook'>,
): Rejection | null {
  if (hook.secret === undefined) return null;
  const header = request.headers[SECRET_HEADER];
  const given = typeof header === 'string' ? secretReadings(header) : hookParameter(request.query, 'secret');
  const taken = [hook.secret, hook.formerSecret].flatMap((secret) =>
    secret === undefined ? [] : secretSpellings(secret),
  );
  if (given.some((text) => taken.some((secret) => sameSecret(text, secret)))) return null;
  return {
    status: 401,
    code: given.length === 0 ? 'SECRET_MISSING' : 'SECRET_WRONG',
    message:
      given.length === 0
        ? 'the hook asks for a secret and none came'
        : 'the secret is not the one of this hook',
    remedy: SECRET_REMEDY,
  };
}

/** Compares digests, so that neither the length of the secret nor how much of it was right shows in the time taken. */
function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
