import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { DATE_PATTERNS, formatDate } from '../../../src/adaptor/index.js';

const ZONES = [
  'America/Los_Angeles',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Europe/Dublin',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'UTC',
];
const DAY = 86_400;

const zone = fc.constantFrom(...ZONES);
const second = fc.integer({ min: Date.UTC(1970, 0, 2) / 1000, max: Date.UTC(2037, 11, 30) / 1000 });
const pattern = fc.oneof(fc.string(), fc.constantFrom<string>(...DATE_PATTERNS.map((row) => row.pattern)));
const digit = fc.constantFrom(...'0123456789-/:TZ +.'.split(''));
const nearlyDate = fc.array(digit, { maxLength: 25 }).map((characters) => characters.join(''));

const format = (value: string, as: string, timeZone: string) =>
  formatDate(value, as, { timeZone, now: 0, literal: true }).text;
const isoOf = (epoch: number) => new Date(epoch * 1000).toISOString();

describe('whatever the date', () => {
  it('an instant that is written and read again is the same, or the first of two that look the same', () => {
    fc.assert(
      fc.property(
        second,
        zone,
        fc.constantFrom('Y-m-d H:i:s', 'm/d/Y H:i:s', 'Y-m-d\\TH:i:s'),
        (epoch, at, as) => {
          const text = format(isoOf(epoch), as, at);
          const back = Number(format(text, 'timestamp', at));
          expect(back).toBeLessThanOrEqual(epoch);
          expect(epoch - back).toBeLessThan(DAY);
          expect(format(isoOf(back), as, at)).toBe(text);
          const shift =
            Date.parse(`${format(isoOf(epoch - DAY), 'Y-m-d\\TH:i:s', at)}Z`) / 1000 - (epoch - DAY);
          const later =
            Date.parse(`${format(isoOf(epoch + DAY), 'Y-m-d\\TH:i:s', at)}Z`) / 1000 - (epoch + DAY);
          if (shift === later) expect(back).toBe(epoch);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('in ISO 8601 with its offset or in UTC it is the same instant to every reader, in the hour that comes twice, too', () => {
    fc.assert(
      fc.property(
        second,
        zone,
        fc.constantFrom('Y-m-d\\TH:i:sP', 'Y-m-d\\TH:i:s\\Z'),
        zone,
        (epoch, at, as, reader) => {
          const text = format(isoOf(epoch), as, at);
          expect(Date.parse(text)).toBe(epoch * 1000);
          expect(format(text, 'timestamp', reader)).toBe(String(epoch));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('a wall time that no clock skips is written as it was read', () => {
    fc.assert(
      fc.property(second, (epoch) => {
        const wall = isoOf(epoch).slice(0, 19);
        expect(format(wall, 'Y-m-d\\TH:i:s', 'UTC')).toBe(wall);
        expect(format(wall, 'Y-m-d\\TH:i:s', 'America/Phoenix')).toBe(wall);
      }),
    );
  });

  it('later instants have later timestamps, and the same ones in every zone', () => {
    fc.assert(
      fc.property(second, zone, (epoch, at) => {
        expect(format(isoOf(epoch), 'timestamp', at)).toBe(String(epoch));
      }),
    );
  });

  it('a pattern that is escaped throughout is sent as it reads', () => {
    fc.assert(
      fc.property(fc.string(), zone, (text, at) => {
        const escaped = text.replace(/[^]/g, '\\$&');
        expect(format('2024-03-15 14:30:05', escaped, at)).toBe(text);
      }),
    );
  });

  it('no value and no pattern throws, and what is no date is sent as it came or not at all', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), nearlyDate),
        pattern,
        zone,
        fc.boolean(),
        (value, as, at, literal) => {
          const result = formatDate(value, as, { timeZone: at, now: Date.UTC(2026, 10, 20), literal });
          expect(result.text).not.toMatch(/NaN|undefined|Invalid/);
          if (result.warning !== null) expect(result.text).toBe(as === 'age' ? '' : value);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
