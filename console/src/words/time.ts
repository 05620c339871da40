import { formatDate } from '@convoso-connect/core';

/** By the clock of the account: `2026-11-20 09:00:03`. The zone stands in the frame of every screen. */
export function localTime(instant: string, timeZone: string): string {
  return formatted(instant, 'Y-m-d H:i:s', timeZone);
}

/** `2026-11-20`. */
export function localDay(instant: string, timeZone: string): string {
  return formatted(instant, 'Y-m-d', timeZone);
}

/** `09:00`. */
export function localHour(instant: string, timeZone: string): string {
  return formatted(instant, 'H:i', timeZone);
}

/** `America/Los_Angeles, PST`. */
export function zoneName(instant: string, timeZone: string): string {
  return `${timeZone.replaceAll('_', ' ')}, ${zoneShort(instant, timeZone)}`;
}

/** `PST`. */
export function zoneShort(instant: string, timeZone: string): string {
  return formatted(instant, 'T', timeZone);
}

/** A day so many days after another, both as in `2026-11-20`. */
export function dayAfter(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  return new Date(at.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}

/** 0 for a Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** How long something took: `840 ms`, `2.4 s`, `3 min`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`;
  const minutes = Math.round(milliseconds / 60_000);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** An instant within a sentence of the relay, unless it is quoted: what was delivered is shown as it came. */
const INSTANT = /(?<!")\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

export function withLocalTimes(sentence: string, timeZone: string): string {
  return sentence.replace(INSTANT, (instant) => localTime(instant, timeZone));
}

function formatted(instant: string, pattern: string, timeZone: string): string {
  return formatDate(instant, pattern, { timeZone, now: 0 }).text;
}
