import type { Schedule } from '../../src/config/index.js';

/*
 * When a schedule asks for its action, worked out with calendars as people do it: what a clock on the wall shows comes
 * from the platform, and dates are those of a table that says what each of them means.
 */
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const ACCOUNT_ZONE = 'America/Los_Angeles';

type Meaning =
  | { readonly is: 'no date' }
  /** A day, or a time without an offset, as the clock on the wall has it. */
  | { readonly is: 'day' | 'time'; readonly wall: number }
  | { readonly is: 'instant'; readonly at: number };

/** Dates as leads have them, and what they mean. Clocks are put forward in Los Angeles on 8 March 2026. */
export const DATES: Readonly<Record<string, Meaning>> = {
  '': { is: 'no date' },
  '0000-00-00': { is: 'no date' },
  soon: { is: 'no date' },
  '2026-03-07': { is: 'day', wall: Date.UTC(2026, 2, 7) },
  '2026-03-08': { is: 'day', wall: Date.UTC(2026, 2, 8) },
  '03/09/2026': { is: 'day', wall: Date.UTC(2026, 2, 9) },
  '2026-03-20': { is: 'day', wall: Date.UTC(2026, 2, 20) },
  '2026-03-07 11:30:00': { is: 'time', wall: Date.UTC(2026, 2, 7, 11, 30) },
  '2026-03-07 18:00:00': { is: 'time', wall: Date.UTC(2026, 2, 7, 18) },
  '2026-03-08 09:30:00': { is: 'time', wall: Date.UTC(2026, 2, 8, 9, 30) },
  '2026-03-14T16:30:00Z': { is: 'instant', at: Date.UTC(2026, 2, 14, 16, 30) },
};

/** When an action is asked for, and from when on it is of no use. */
export interface NaiveRequest {
  readonly at: number;
  readonly over: number;
}

/** Null where nothing is asked for: there is no date to count from, or its time has passed. */
export function naiveRequest(
  schedule: Schedule | undefined,
  { now, date }: { now: number; date: string | undefined },
): NaiveRequest | null {
  const { timeZone = 'account', relativeTo } = schedule ?? {};
  const zone = timeZone === 'account' ? ACCOUNT_ZONE : timeZone;
  if (relativeTo === undefined) return { at: Math.max(now, moved(now, schedule, zone)), over: Infinity };
  const meaning = DATES[date ?? ''];
  if (meaning === undefined) throw new Error(`the table does not say what "${String(date)}" means`);
  if (meaning.is === 'no date') return null;
  const base =
    meaning.is === 'instant'
      ? meaning.at
      : instantAt(meaning.wall, meaning.is === 'day' ? zone : ACCOUNT_ZONE);
  const at =
    meaning.is === 'day' ? firstShowing(wallOf(meaning.wall, schedule), zone) : moved(base, schedule, zone);
  const dateOver = meaning.is === 'day' ? daysAfter(base, 1, zone) : base;
  const over = at < base ? dateOver : Infinity;
  if (at >= now) return { at, over };
  const isTooLate = now - at >= DAY_MS || now >= over;
  return isTooLate ? null : { at: now, over };
}

function wallOf(midnight: number, { days = 0, hours = 0, minutes = 0 }: Partial<Schedule> = {}): number {
  return midnight + days * DAY_MS + hours * HOUR_MS + minutes * 60_000;
}

function moved(base: number, schedule: Schedule | undefined, zone: string): number {
  const { days = 0, hours = 0, minutes = 0 } = schedule ?? {};
  return daysAfter(base, days, zone) + hours * HOUR_MS + minutes * 60_000;
}

/** The same time of day so many days on. */
function daysAfter(at: number, days: number, zone: string): number {
  return days === 0 ? at : instantAt(wallAt(at, zone) + days * DAY_MS, zone);
}

const CLOCKS = new Map<string, Intl.DateTimeFormat>();

/** What the clock of a zone shows, as if it were UTC. */
export function wallAt(at: number, zone: string): number {
  const clock =
    CLOCKS.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  CLOCKS.set(zone, clock);
  const second = Math.floor(at / 1_000) * 1_000;
  return Date.parse(`${clock.format(second).replace(' ', 'T')}Z`) + (at - second);
}

/** The first instant at which a clock shows this; a time that it skips is moved on by what it skips. */
function instantAt(wall: number, zone: string): number {
  const offsets = [wall - DAY_MS, wall + DAY_MS].map((near) => wallAt(near, zone) - near);
  const instants = offsets.map((offset) => wall - offset);
  const shown = instants.filter((at) => wallAt(at, zone) === wall);
  return shown.length > 0 ? Math.min(...shown) : Math.max(...instants);
}

/** The first instant at which a clock shows this or, where it is skipped, what comes next: minute by minute. */
export function firstShowing(wall: number, zone: string): number {
  const offsets = [wall - DAY_MS, wall + DAY_MS].map((near) => wallAt(near, zone) - near);
  let at = wall - Math.max(...offsets);
  while (wallAt(at, zone) < wall) at += 60_000;
  return at;
}
