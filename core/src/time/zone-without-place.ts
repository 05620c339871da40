import type { Refusal } from '../refusal.js';
import { zoneOf } from './zone.js';

/** The place that each abbreviation is meant for, where a platform takes it for the name of a zone. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ['EST', 'America/New_York'],
  ['CST', 'America/Chicago'],
  ['MST', 'America/Denver'],
  ['PST', 'America/Los_Angeles'],
  ['AST', 'America/Halifax'],
  ['HST', 'Pacific/Honolulu'],
  ['BST', 'Europe/London'],
  ['IST', 'Asia/Kolkata'],
]);

/**
 * What to know of the name of a zone that is no place, so that its clocks are hardly those that are meant; null of any
 * other. As it was written: platforms give another name for some of them.
 */
export function zoneWithoutPlace(zone: string): Refusal | null {
  const place = MEANT.get(zone.toUpperCase());
  const isOffset = /^etc\/gmt[+-]\d+$/i.test(zone) && !/[+-]0+$/.test(zone);
  if (place === undefined && !isOffset) return null;
  const remedy =
    place === undefined
      ? 'Name a place, such as America/New_York.'
      : `Use a place with those clocks, such as ${place}.`;
  const message = isOffset ? behindOrAhead(zone) : readAs(zone);
  return { code: 'ZONE_WITHOUT_PLACE', message, remedy };
}

function behindOrAhead(zone: string): string {
  const hours = zone.replace(/^.*[+-]/, '');
  const side = zone.includes('+') ? 'behind' : 'ahead of';
  return `This is ${hours} ${hours === '1' ? 'hour' : 'hours'} ${side} UTC all the year, and knows no daylight saving time.`;
}

function readAs(zone: string): string {
  if (changesClocks(zone)) {
    const { timeZone } = new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions();
    return `This abbreviation is several zones', and is read as ${timeZone}.`;
  }
  return 'This abbreviation is one offset all the year, and knows no daylight saving time.';
}

function changesClocks(zone: string): boolean {
  const clocks = zoneOf(zone);
  const [winter, summer] = [Date.UTC(2026, 0), Date.UTC(2026, 6)];
  return clocks.wallAt(winter) - winter !== clocks.wallAt(summer) - summer;
}
