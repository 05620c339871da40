import { zoneOf } from '../../src/time/zone.js';

/** The instant at which clocks in a zone show `2026-12-01 09:00` or `2026-12-01 09:00:30`. */
export function localTime(zone: string, text: string): number {
  return zoneOf(zone).instantOf(Date.parse(`${text.replace(' ', 'T')}Z`));
}

/** What clocks in a zone show at an instant, as `Tue 2026-12-01 09:00`; asks Intl and nothing of ours. */
export function shownIn(zone: string, instant: number | null): string {
  if (instant === null) return 'never';
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const { weekday, year, month, day, hour, minute } = parts;
  return `${String(weekday)} ${String(year)}-${String(month)}-${String(day)} ${String(hour)}:${String(minute)}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, format);
  return format;
}
