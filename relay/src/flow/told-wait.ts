import { retryAfterMilliseconds } from '@convoso-connect/core';

/** The headers of an answer, by lower-cased name. */
type Headers = Readonly<Record<string, string>>;

/** Unix seconds of 2001, and milliseconds of the same time. What is smaller counts from now. */
const UNIX_SECONDS = 1_000_000_000;
const UNIX_MILLISECONDS = UNIX_SECONDS * 1_000;

/**
 * For how long an answer asks that nothing more is sent, in milliseconds; null where it does not ask. By `Retry-After` where it turns a
 * request away (429, 503), else by what it says of its limit: none left, and when there are more.
 */
export function toldWait(
  { status, headers }: { status: number; headers: Headers },
  now: number,
): number | null {
  const turnsAway = status === 429 || status === 503;
  const told = turnsAway ? retryAfterMilliseconds(headers['retry-after'] ?? null, now) : null;
  return told ?? untilReset(headers, now);
}

/**
 * Where nothing is left of a limit, how long until it begins anew. The names in use: `RateLimit: "default";r=0;t=30` and
 * `RateLimit-Remaining` with `-Reset` of the IETF's drafts (draft-ietf-httpapi-ratelimit-headers), and `X-RateLimit-Remaining` with
 * `-Reset`, which has seconds from now, Unix seconds or Unix milliseconds.
 */
export function untilReset(headers: Headers, now: number): number | null {
  const waits = [
    ...itemsOf(headers['ratelimit']),
    pair(headers['ratelimit-remaining'], headers['ratelimit-reset'], now),
    pair(headers['x-ratelimit-remaining'], headers['x-ratelimit-reset'], now),
  ].filter((wait) => wait !== null);
  return waits.length === 0 ? null : Math.max(...waits);
}

/** Of each limit in the list that is used up, its seconds. Earlier drafts had `limit=10, remaining=0, reset=30`. */
function itemsOf(text = ''): (number | null)[] {
  const old = /\bremaining=0\b/.test(text) ? /\breset=(\d+)/.exec(text)?.[1] : undefined;
  const items = text
    .split(',')
    .map((item) => (/;\s*r=0\s*(;|$)/.test(item) ? /;\s*t=(\d+)/.exec(item)?.[1] : undefined));
  return [...items, old].map((seconds) => (seconds === undefined ? null : Number(seconds) * 1_000));
}

function pair(remaining: string | undefined, reset: string | undefined, now: number): number | null {
  if (numberOf(remaining) !== 0) return null;
  const until = numberOf(reset);
  if (until === null || until < 0) return null;
  if (until >= UNIX_MILLISECONDS) return Math.max(0, until - now);
  return until >= UNIX_SECONDS ? Math.max(0, until * 1_000 - now) : until * 1_000;
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : null;
}
