import { firstInstantAt, zoneOf } from '@convoso-connect/core';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readSaidSpan } from '../../src/api/said-time.js';

const timeZone = 'America/Los_Angeles';
/** Nine in the morning in Los Angeles. */
const now = Date.parse('2026-11-20T17:00:00.000Z');
const from = (text: string, at = now): string | null => {
  const read = readSaidSpan({ from: text, to: undefined }, { now: at, timeZone }).from;
  return read === null ? null : new Date(read).toISOString();
};
const to = (text: string): number | null => readSaidSpan({ from: undefined, to: text }, { now, timeZone }).to;

describe('a time as people say it', () => {
  it.each([
    ['08:05', '2026-11-20T16:05:00.000Z'],
    ['8:05', '2026-11-20T16:05:00.000Z'],
    ['8:05 am', '2026-11-20T16:05:00.000Z'],
    // It is not noon yet: the last time that it was.
    ['12:05', '2026-11-19T20:05:00.000Z'],
    ['12:05 PM', '2026-11-19T20:05:00.000Z'],
    ['12:05am', '2026-11-20T08:05:00.000Z'],
    ['yesterday 12:05', '2026-11-19T20:05:00.000Z'],
    ['Today  08:05', '2026-11-20T16:05:00.000Z'],
    ['today', '2026-11-20T08:00:00.000Z'],
    ['yesterday', '2026-11-19T08:00:00.000Z'],
    ['2h', '2026-11-20T15:00:00.000Z'],
    ['90 minutes ago', '2026-11-20T15:30:00.000Z'],
    ['3 days', '2026-11-17T17:00:00.000Z'],
    ['2026-11-18', '2026-11-18T08:00:00.000Z'],
    ['2026-11-18 12:05', '2026-11-18T20:05:00.000Z'],
    ['2026-11-18T12:05:00', '2026-11-18T20:05:00.000Z'],
    ['2026-11-18T12:05:00Z', '2026-11-18T12:05:00.000Z'],
    ['2026-11-18T12:05:00-05:00', '2026-11-18T17:05:00.000Z'],
  ])('%s', (text, instant) => {
    expect(from(text)).toBe(instant);
  });

  it.each([
    // Clocks are set back from two to one, at 09:00Z.
    ['in the first hour of the two', '2026-11-01T08:20:00.000Z', '2026-11-01T08:10:00.000Z'],
    ['in the second; it was 70 minutes ago once', '2026-11-01T09:20:00.000Z', '2026-11-01T09:10:00.000Z'],
    ['before it is that time again', '2026-11-01T09:05:00.000Z', '2026-11-01T08:10:00.000Z'],
    ['later that day', '2026-11-01T20:00:00.000Z', '2026-11-01T09:10:00.000Z'],
    ['the day after, before one', '2026-11-02T09:05:00.000Z', '2026-11-01T09:10:00.000Z'],
  ])('01:10 is the last time that it was, in the night in which it is twice: %s', (_when, at, instant) => {
    expect(from('01:10', Date.parse(at))).toBe(instant);
  });

  it('is a day to its end, where it is the end', () => {
    expect(to('yesterday')).toBe(Date.parse('2026-11-20T08:00:00.000Z'));
    expect(to('2026-11-18')).toBe(Date.parse('2026-11-19T08:00:00.000Z'));
  });

  it.each(['25:00', '12:61', '13:00 pm', 'noon', '2026-02-30 12:00', '2026-13-01', '-2h', 'tomorrow 08:00'])(
    'is refused where it is none: %s',
    (text) => {
      expect(() => from(text)).toThrow(expect.objectContaining({ code: 'NOT_A_DATE' }));
    },
  );

  it('is refused where the end does not come after the beginning', () => {
    const turned = () => readSaidSpan({ from: '2h', to: '3h' }, { now, timeZone });
    expect(turned).toThrow(expect.objectContaining({ code: 'NOT_A_DATE' }));
  });

  it('of the day alone has always passed, by less than two days, and is what the clocks showed unless they skipped it', () => {
    const zones = fc.constantFrom(
      'America/Los_Angeles',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'America/Sao_Paulo',
    );
    const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
    const instant = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2028, 0) });
    fc.assert(
      fc.property(zones, time, instant, (zoneName, [hour, minute], at) => {
        const text = `${hour}:${String(minute).padStart(2, '0')}`;
        const read = readSaidSpan({ from: text, to: undefined }, { now: at, timeZone: zoneName }).from ?? NaN;
        expect(read).toBeLessThanOrEqual(at);
        expect(read).toBeGreaterThan(at - 49 * 3_600_000);
        const zone = zoneOf(zoneName);
        const wall = zone.wallAt(read);
        const wanted = Math.floor(wall / 86_400_000) * 86_400_000 + (hour * 60 + minute) * 60_000;
        if (wall !== wanted) expect(firstInstantAt(wanted, zone)).toBe(read);
      }),
    );
  });
});
