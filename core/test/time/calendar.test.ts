import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { TIME_UNITS, instantAfter, type TimeUnit } from '../../src/time/calendar.js';
import { zoneOf } from '../../src/time/zone.js';

const PACIFIC = zoneOf('America/Los_Angeles');
const after = (from: string, count: number, unit: TimeUnit) =>
  new Date(instantAfter(Date.parse(from), count, unit, PACIFIC)).toISOString();

describe('so many units after an instant', () => {
  it.each<[string, number, TimeUnit, string]>([
    ['2026-11-20T20:00:00.000Z', 90, 'minutes', '2026-11-20T21:30:00.000Z'],
    ['2026-11-20T20:00:00.000Z', -36, 'hours', '2026-11-19T08:00:00.000Z'],
    ['2026-11-20T20:00:00.123Z', -7, 'days', '2026-11-13T20:00:00.123Z'],
    ['2026-11-20T20:00:00.000Z', -3, 'weeks', '2026-10-30T19:00:00.000Z'],
    ['2026-11-20T20:00:00.000Z', -1, 'months', '2026-10-20T19:00:00.000Z'],
    ['2026-11-20T20:00:00.000Z', 2, 'months', '2027-01-20T20:00:00.000Z'],
    ['2026-11-20T20:00:00.000Z', -1, 'years', '2025-11-20T20:00:00.000Z'],
  ])('%s, %d %s: %s', (from, count, unit, expected) => {
    expect(after(from, count, unit)).toBe(expected);
  });

  it.each<[string, string, number, TimeUnit, string]>([
    ['31 January, a month on', '2027-01-31T20:00:00Z', 1, 'months', '2027-02-28T20:00:00.000Z'],
    ['31 January of a leap year', '2028-01-31T20:00:00Z', 1, 'months', '2028-02-29T20:00:00.000Z'],
    ['31 January, a month back', '2027-01-31T20:00:00Z', -1, 'months', '2026-12-31T20:00:00.000Z'],
    ['31 October, eleven months on', '2026-10-31T19:00:00Z', 11, 'months', '2027-09-30T19:00:00.000Z'],
    ['29 February, a year on', '2028-02-29T20:00:00Z', 1, 'years', '2029-02-28T20:00:00.000Z'],
    ['29 February, four years back', '2028-02-29T20:00:00Z', -4, 'years', '2024-02-29T20:00:00.000Z'],
    // 03:00 in UTC of the first is still the last day of the month before in Los Angeles.
    ['the last evening of March', '2027-04-01T03:00:00Z', -1, 'months', '2027-03-01T04:00:00.000Z'],
  ])('keeps the day of the month, or takes its last: %s', (_what, from, count, unit, expected) => {
    expect(after(from, count, unit)).toBe(expected);
  });

  it.each<[string, string, number, TimeUnit, string]>([
    [
      'a day over the spring change has 23 hours',
      '2026-03-08T19:00:00Z',
      -1,
      'days',
      '2026-03-07T20:00:00.000Z',
    ],
    ['a day over the autumn change has 25', '2026-10-31T19:00:00Z', 1, 'days', '2026-11-01T20:00:00.000Z'],
    ['24 hours stay 24 hours', '2026-10-31T19:00:00Z', 24, 'hours', '2026-11-01T19:00:00.000Z'],
    ['a skipped hour is moved on', '2026-03-07T10:30:00Z', 1, 'days', '2026-03-08T10:30:00.000Z'],
    ['of a doubled hour the first counts', '2026-10-31T08:30:00Z', 1, 'days', '2026-11-01T08:30:00.000Z'],
  ])('goes by the clocks on the wall: %s', (_what, from, count, unit, expected) => {
    expect(after(from, count, unit)).toBe(expected);
  });

  it('is infinite beyond the years that a date can have', () => {
    const now = Date.UTC(2026, 10, 20);
    for (const unit of ['days', 'weeks', 'months', 'years'] as const) {
      expect(instantAfter(now, 9_007_199_254_740_991, unit, PACIFIC)).toBe(Infinity);
      expect(instantAfter(now, -9_007_199_254_740_991, unit, PACIFIC)).toBe(-Infinity);
    }
    expect(instantAfter(now, 9_000, 'years', PACIFIC)).toBe(Infinity);
    expect(instantAfter(now, -2_020, 'years', PACIFIC)).toBeGreaterThan(-Infinity);
  });

  it('never goes backwards when more units are added', () => {
    const instants = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2040, 0) });
    const counts = fc.integer({ min: -500, max: 500 });
    fc.assert(
      fc.property(instants, fc.constantFrom(...TIME_UNITS), counts, counts, (instant, unit, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        const first = instantAfter(instant, less, unit, PACIFIC);
        expect(first).toBeLessThanOrEqual(instantAfter(instant, more, unit, PACIFIC));
      }),
    );
  });
});
