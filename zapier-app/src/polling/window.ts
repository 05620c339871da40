import { ConnectError, formatDate } from '@convoso-connect/core';
import type { Bundle } from 'zapier-platform-core';
import { accountZone } from '../account.js';

const HOURS_BACK = 24;
const HOUR_MS = 3_600_000;

/** What a form says of every trigger that asks Convoso from time to time. */
export const LOOKS_BACK =
  'Zapier asks Convoso every few minutes, and looks back 24 hours: what is older when a paused Zap goes on is passed over.';

/** How many rows one poll goes through before it fails in words; never does it leave out the rest in silence. */
export const MOST_ROWS = 10_000;

export interface Window {
  /** Wall times of the account, as Convoso takes them. */
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

/**
 * The time that a poll looks at. It overlaps with that of the polls before, so that a row which Convoso shows late, or
 * which moved from page to page while they were read, comes with the next; Zapier knows by the ids what it has seen.
 */
export function pollWindow(bundle: Pick<Bundle, 'authData'>): Window {
  const timeZone = accountZone(bundle);
  const now = Date.now();
  return {
    from: wallTime(now - HOURS_BACK * HOUR_MS, timeZone),
    // Clocks differ, and a row of the future is none that anybody would miss.
    to: wallTime(now + HOURS_BACK * HOUR_MS, timeZone),
    timeZone,
  };
}

/** An instant as Convoso writes times: in the account's zone, without saying so. */
export function wallTime(at: number, timeZone: string): string {
  return formatDate(new Date(at).toISOString(), 'Y-m-d H:i:s', { timeZone, now: at }).text;
}

interface FoundPage<R> {
  readonly rows: readonly R[];
  readonly total: number | null;
}

interface Paged<R> {
  /** In the words of people, in the plural: calls. */
  readonly what: string;
  readonly page: number;
  /** What to do where there are too many. */
  readonly remedy: string;
  readonly fetch: (paging: { readonly limit: number; readonly offset: number }) => Promise<FoundPage<R>>;
}

/**
 * Every row of the window, page by page, each once.
 *
 * @throws {ConnectError} TOO_MANY_TO_POLL, ROWS_MISSING: an e-mail of Zapier's about a failed Zap is better than calls that
 * are missing
 */
export async function everyRow<R extends { readonly id: string | null }>({
  what,
  page,
  remedy,
  fetch,
}: Paged<R>): Promise<readonly R[]> {
  const found = new Map<string, R>();
  for (let offset = 0; ;) {
    const { rows, total } = await fetch({ limit: page, offset });
    for (const row of rows) found.set(row.id ?? '', row);
    offset += rows.length;
    if ((total ?? offset) > MOST_ROWS) {
      throw new ConnectError(
        'TOO_MANY_TO_POLL',
        `Convoso has ${String(total)} ${what} of the last ${String(HOURS_BACK)} hours, and one poll goes through ` +
          `${String(MOST_ROWS)} at most.`,
        remedy,
      );
    }
    // Convoso may give fewer at once than it was asked for; only where it tells no total does a short page mean the last.
    const isLast = total === null ? rows.length < page : offset >= total;
    if (isLast) return [...found.values()];
    if (rows.length === 0) throw rowsMissing(what, offset, total);
  }
}

function rowsMissing(what: string, given: number, total: number | null): ConnectError {
  return new ConnectError(
    'ROWS_MISSING',
    `Convoso says that there are ${String(total)} ${what}, and gives none after ${String(given)}.`,
    'The next poll asks for all of them again; where that stays so, narrow the trigger, and tell Convoso.',
  );
}
