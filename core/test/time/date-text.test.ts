import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { comparableTime } from '../../src/time/date-text.js';

describe('the date texts of Convoso', () => {
  it.each([
    ['2024-03-15', Date.UTC(2024, 2, 15)],
    ['2024-03-15 14:30:05', Date.UTC(2024, 2, 15, 14, 30, 5)],
    [' 2024-03-15 14:30 ', Date.UTC(2024, 2, 15, 14, 30)],
    ['2024-03-15T14:30:05', Date.UTC(2024, 2, 15, 14, 30, 5)],
    ['2024-03-15T14:30:05Z', Date.UTC(2024, 2, 15, 14, 30, 5)],
    ['2024-03-15t14:30:05z', Date.UTC(2024, 2, 15, 14, 30, 5)],
    ['2024-03-15 14:30:05.123456', Date.UTC(2024, 2, 15, 14, 30, 5)],
    ['2015-01-29T14:09:57-0800', Date.UTC(2015, 0, 29, 22, 9, 57)],
    ['2015-01-29T14:09:57+05:30', Date.UTC(2015, 0, 29, 8, 39, 57)],
    ['3/5/2024', Date.UTC(2024, 2, 5)],
    ['03/15/2024 14:30:05', Date.UTC(2024, 2, 15, 14, 30, 5)],
    ['2024-02-29', Date.UTC(2024, 1, 29)],
  ])('%j is a point in time', (text, time) => {
    expect(comparableTime(text)).toBe(time);
  });

  it.each([
    '',
    'null',
    '0000-00-00',
    '0000-00-00 00:00:00',
    '2023-02-29',
    '2024-02-30 10:00:00',
    '2024-13-01',
    '2024-03-15 24:00:00',
    '2024-03-15 14:60',
    '2024-03-15 14:30:60',
    '13/01/2024',
    '0012-01-01',
    'x2024-03-15',
  ])('%j is none', (text) => {
    expect(comparableTime(text)).toBeNull();
  });

  it('reads back every point in time, whichever way it is written', () => {
    const seconds = fc.integer({ min: Date.UTC(1000, 0, 1) / 1000, max: Date.UTC(9999, 11, 31) / 1000 });
    fc.assert(
      fc.property(seconds, (second) => {
        const iso = new Date(second * 1000).toISOString();
        const [date = '', time = ''] = iso.slice(0, 19).split('T');
        const [year = '', month = '', day = ''] = date.split('-');
        for (const text of [iso, `${date} ${time}`, `${date}T${time}`, `${month}/${day}/${year} ${time}`]) {
          expect(comparableTime(text)).toBe(second * 1000);
        }
      }),
    );
  });
});
