import { ConnectError, firstInstantAt, zoneOf } from '@convoso-connect/core';
import type { TimeSpan } from '../store/ports/lists.js';
import { instantOrDate } from './date-range.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const UNITS: Readonly<Record<string, number>> = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS };

const AGO = /^(\d{1,4}) ?(m|h|d|mins?|minutes?|hours?|days?)( ago)?$/;
const CLOCK = /^(?:(today|yesterday|\d{4}-\d{2}-\d{2})[ t])?(\d{1,2}):(\d{2})(?::\d{2})?( ?[ap]m)?$/;
const DAY_WORD = /^(today|yesterday)$/;

interface Asked {
  readonly now: number;
  /** That of the account. */
  readonly timeZone: string;
}

/**
 * Reads `from` and `to` as people say them, by the clock of the account: `12:05` is the last time that it was 12:05, `2h` two
 * hours ago; `yesterday 12:05` and `2026-11-20 12:05` are as they say. A day counts from its beginning, and as an end it is
 * included. Instants with their offset are taken as they are. Throws a `ConnectError` that names what is none of these.
 */
export function readSaidSpan(
  { from, to }: { readonly from: string | undefined; readonly to: string | undefined },
  asked: Asked,
): TimeSpan {
  const span = {
    from: from === undefined ? null : readSaid('from', from, asked, { days: 0 }),
    to: to === undefined ? null : readSaid('to', to, asked, { days: 1 }),
  };
  if (span.from === null || span.to === null || span.from < span.to) return span;
  throw notATime('to', String(to), 'is not after from');
}

function readSaid(name: string, given: string, asked: Asked, later: { readonly days: number }): number {
  const text = given.trim().toLowerCase().replace(/\s+/g, ' ');
  const time =
    agoOf(text, asked) ??
    clockTimeOf(text, asked) ??
    dayOf(text, asked, later) ??
    instantOrDate(given.trim(), asked.timeZone, later);
  if (time !== null) return time;
  throw notATime(name, given, 'is no time');
}

function agoOf(text: string, { now }: Asked): number | null {
  const [, count, unit] = AGO.exec(text) ?? [];
  return unit === undefined ? null : now - Number(count) * (UNITS[unit.charAt(0)] ?? 0);
}

function clockTimeOf(text: string, asked: Asked): number | null {
  const [whole, day, hours, minutes, half] = CLOCK.exec(text) ?? [];
  if (whole === undefined) return null;
  const hour = hourOf(Number(hours), half?.trim());
  if (hour === null || Number(minutes) > 59) return null;
  const timeOfDay = hour * HOUR_MS + Number(minutes) * MINUTE_MS;
  const zone = zoneOf(asked.timeZone);
  const at = (midnight: number): number => firstInstantAt(midnight + timeOfDay, zone);
  if (day === undefined) {
    const last = (word: 'today' | 'yesterday'): number =>
      lastAt(midnightOf(word, asked) + timeOfDay, zone, asked.now);
    const today = last('today');
    return today <= asked.now ? today : last('yesterday');
  }
  const midnight = midnightOf(day, asked);
  return Number.isNaN(midnight) ? null : at(midnight);
}

/** The last time until now that the clocks showed a wall time: in the night in which they are set back they show some of them twice. */
function lastAt(wall: number, zone: ReturnType<typeof zoneOf>, now: number): number {
  const first = firstInstantAt(wall, zone);
  const dayLater = first + DAY_MS;
  const second = wall - (zone.wallAt(dayLater) - dayLater);
  return second > first && second <= now && zone.wallAt(second) === wall ? second : first;
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour <= 23 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half === 'pm' ? 12 : 0);
}

/** The midnight of a day as a wall time; not a number where there is no such day. */
function midnightOf(day: string, { now, timeZone }: Asked): number {
  if (day !== 'today' && day !== 'yesterday') {
    const midnight = Date.parse(`${day}T00:00:00.000Z`);
    const isThere = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
    return isThere ? midnight : NaN;
  }
  const wall = zoneOf(timeZone).wallAt(now);
  return Math.floor(wall / DAY_MS) * DAY_MS - (day === 'yesterday' ? DAY_MS : 0);
}

function dayOf(text: string, asked: Asked, { days }: { readonly days: number }): number | null {
  if (!DAY_WORD.test(text)) return null;
  return firstInstantAt(midnightOf(text, asked) + days * DAY_MS, zoneOf(asked.timeZone));
}

function notATime(name: string, text: string, what: string): ConnectError {
  return new ConnectError(
    'NOT_A_DATE',
    `${name} is ${JSON.stringify(text.slice(0, 50))}, which ${what}`,
    'Give a time as in 12:05, yesterday 12:05, 2h, 2026-11-20 or 2026-11-20 12:05, by the clock of the account, or an instant as in 2026-11-20T17:00:00Z.',
  );
}
