import { formatDate, isDisposition, type AccountStatus, type CallEvent } from '@convoso-connect/core';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { accountZone } from '../account.js';
import { convosoOf } from '../convoso.js';
import { callEventOfRow } from './from-call-log.js';

export interface Recent {
  /** How many to ask Convoso for; 500 at most. */
  readonly most: number;
  readonly statuses: readonly AccountStatus[];
  /** Further filters of log/retrieve. */
  readonly filters?: Readonly<Record<string, string>>;
}

/** Far enough back for a Zap that was paused over a weekend. */
const DAYS_BACK = 3;
const DAY_MS = 86_400_000;

/**
 * The newest calls that have a disposition, as call events, newest first. A call that is still going on is left for
 * later: an event of it now would keep the one with its disposition from being seen as new.
 */
export async function recentCalls(
  z: ZObject,
  bundle: Pick<Bundle, 'authData'>,
  { most, statuses, filters = {} }: Recent,
): Promise<CallEvent[]> {
  const timeZone = accountZone(bundle);
  const now = Date.now();
  const { rows } = await convosoOf(z, bundle).callLog.retrieve({
    ...filters,
    start_time: wallTime(now - DAYS_BACK * DAY_MS, timeZone),
    end_time: wallTime(now + DAY_MS, timeZone),
    include_recordings: true,
    order: 'desc',
    limit: most,
  });
  return rows
    .filter(({ status }) => status !== null && isDisposition(status))
    .map((row) => callEventOfRow(row, instantOf(row.call_date, timeZone, now), statuses));
}

/** An instant as Convoso writes times: in the account's zone, without saying so. */
export function wallTime(at: number, timeZone: string): string {
  return formatDate(new Date(at).toISOString(), 'Y-m-d H:i:s', { timeZone, now: at }).text;
}

/** When a call was, in epoch milliseconds; now where its row does not say. */
function instantOf(callDate: string | null, timeZone: string, now: number): number {
  const seconds = formatDate(callDate ?? '', 'timestamp', { timeZone, now });
  return seconds.text === '' || seconds.warning !== null ? now : Number(seconds.text) * 1000;
}
