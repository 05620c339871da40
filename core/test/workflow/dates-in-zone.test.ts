import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { zoneOf } from '../../src/time/zone.js';
import type { Verdict } from '../../src/workflow/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { conditionOf } from './sample.js';

const compare = (value: string, operator: string, bound: string, timeZone: string) =>
  conditionOf({ field: 'own', operator, value: bound }, { timeZone }).test(
    occurrenceOf({ custom: { own: value } }),
  );

describe('a date without an offset', () => {
  it.each<[string, string, string, string, Verdict]>([
    ['2026-11-20 12:00:00', 'greater_than', '2026-11-20T19:59:59Z', 'America/Los_Angeles', 'yes'],
    ['2026-11-20 12:00:00', 'greater_than', '2026-11-20T20:00:00Z', 'America/Los_Angeles', 'no'],
    ['2026-11-20 12:00:00', 'less_than', '2026-11-20T20:00:01Z', 'America/Los_Angeles', 'yes'],
    ['2026-11-20 12:00:00', 'greater_than', '2026-11-20T11:59:59Z', 'UTC', 'yes'],
    ['2026-11-20 12:00:00', 'greater_than', '2026-11-20T12:00:00Z', 'UTC', 'no'],
    ['2026-07-01 12:00:00', 'less_than', '2026-07-01T19:00:01Z', 'America/Los_Angeles', 'yes'],
    ['2026-07-01 12:00:00', 'less_than', '2026-07-01T19:00:00Z', 'America/Los_Angeles', 'no'],
    ['2026-11-20T20:30:00Z', 'greater_than', '2026-11-20 12:00', 'America/Los_Angeles', 'yes'],
    ['2026-11-20T20:30:00Z', 'greater_than', '11/20/2026 13:00', 'America/Los_Angeles', 'no'],
    ['2026-11-20T06:30:00Z', 'less_than', '2026-11-20', 'America/New_York', 'no'],
    ['2026-11-20T04:30:00Z', 'less_than', '2026-11-20', 'America/New_York', 'yes'],
  ])('%s %s %s in %s: %s', (value, operator, bound, zone, verdict) => {
    expect(compare(value, operator, bound, zone)).toBe(verdict);
  });

  it('is the instant at which the clocks of the account show it, in any zone and season', () => {
    const zones = fc.constantFrom('America/Los_Angeles', 'America/New_York', 'UTC', 'Asia/Kolkata');
    const seconds = fc.integer({ min: Date.UTC(2000, 0) / 1000, max: Date.UTC(2037, 0) / 1000 });
    fc.assert(
      fc.property(zones, seconds, fc.integer({ min: -7200, max: 7200 }), (zone, second, distance) => {
        const wall = new Date(second * 1000).toISOString().slice(0, 19).replace('T', ' ');
        const instant = zoneOf(zone).instantOf(second * 1000);
        const other = new Date(instant + distance * 1000).toISOString();
        expect(compare(other, 'greater_than', wall, zone)).toBe(distance > 0 ? 'yes' : 'no');
        expect(compare(other, 'less_than', wall, zone)).toBe(distance < 0 ? 'yes' : 'no');
        expect(compare(wall, 'less_than', other, zone)).toBe(distance > 0 ? 'yes' : 'no');
      }),
    );
  });
});
