import { zoneOf } from '../time/zone.js';

const HOUR_MS = 3_600_000;
const FURTHEST_HOURS = 14;

/** A lead's `locale_gmt`: decimal hours ahead of Greenwich, such as `-5.00` or `-3.5` (domain-facts G.5). */
export function readGmtOffset(text: string): number | null {
  const written = /^(?:GMT|UTC)?\s*([+-]?\d{1,2}(?:\.\d+)?)$/i.exec(text.trim())?.[1];
  if (written === undefined) return null;
  const hours = Number(written);
  return Math.abs(hours) <= FURTHEST_HOURS ? hours : null;
}

/** The zones of a list whose clocks are that many hours ahead of Greenwich at an instant. */
export function zonesAtOffset(zones: readonly string[], hours: number, at: number): string[] {
  return zones.filter((zone) => zoneOf(zone).wallAt(at) - at === Math.round(hours * HOUR_MS));
}
