import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { callbackTime, type CallbackTime } from '../../src/actions/callback-time.js';

function timeOf(instant: number, zone: string): CallbackTime {
  const time = callbackTime(instant, zone);
  if ('code' in time) throw new Error(time.reason);
  return time;
}

const at = (instant: string, zone: string) => Object.values(timeOf(Date.parse(instant), zone)).join(' ');

describe('the time of a callback', () => {
  it.each([
    ['2026-11-20T18:30:00Z', 'America/Los_Angeles', '2026-11-20 10:30:00 -8.00'],
    ['2026-07-20T18:30:00Z', 'America/Los_Angeles', '2026-07-20 11:30:00 -7.00'],
    ['2026-03-08T06:59:59Z', 'America/New_York', '2026-03-08 01:59:59 -5.00'],
    ['2026-03-08T07:00:00Z', 'America/New_York', '2026-03-08 03:00:00 -4.00'],
    ['2026-11-01T05:30:00Z', 'America/New_York', '2026-11-01 01:30:00 -4.00'],
    ['2026-11-01T06:30:00Z', 'America/New_York', '2026-11-01 01:30:00 -5.00'],
    ['2026-07-20T18:30:00Z', 'America/Phoenix', '2026-07-20 11:30:00 -7.00'],
    ['2026-11-20T18:30:00Z', 'America/St_Johns', '2026-11-20 15:00:00 -3.50'],
    ['2026-11-20T18:30:00Z', 'Asia/Kolkata', '2026-11-21 00:00:00 5.50'],
    ['2026-11-20T18:30:00Z', 'Asia/Kathmandu', '2026-11-21 00:15:00 5.75'],
    ['2026-11-20T00:00:00Z', 'UTC', '2026-11-20 00:00:00 0.00'],
    ['2026-11-20T18:30:00.999Z', 'America/Los_Angeles', '2026-11-20 10:30:00 -8.00'],
  ])('%s in %s is %s', (instant, zone, text) => {
    expect(at(instant, zone)).toBe(text);
  });

  it('and its zone together name the very second, also where a clock strikes twice', () => {
    const zones = fc.constantFrom('America/New_York', 'America/Los_Angeles', 'Asia/Kolkata', 'Pacific/Apia');
    const seconds = fc.integer({ min: Date.UTC(2020, 0) / 1_000, max: Date.UTC(2035, 0) / 1_000 });
    fc.assert(
      fc.property(seconds, zones, (second, zone) => {
        const { callback_time: time, callback_time_zone: offset } = timeOf(second * 1_000, zone);
        const wall = Date.parse(`${time.replace(' ', 'T')}Z`);
        expect(wall - Number(offset) * 3_600_000).toBe(second * 1_000);
        expect(offset).toMatch(/^-?\d{1,2}\.\d\d$/);
      }),
    );
  });

  it.each([Date.UTC(9999, 0), 1e18, Infinity])(
    'says of %d that it lies too far ahead, and never throws',
    (instant) => {
      expect(callbackTime(instant, 'America/Los_Angeles')).toEqual({
        code: 'CALLBACK_TOO_FAR',
        reason: expect.stringMatching(/after the year 9998/),
      });
    },
  );
});
