import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { formatDate } from '../../src/adaptor/dates/index.js';
import { DATE_PATTERNS } from '../../src/adaptor/index.js';
import { readDateText } from '../../src/time/date-text.js';
import { instantOf, isoText } from '../../src/time/instant.js';
import { zoneOf } from '../../src/time/zone.js';

const NEW_YORK = 'America/New_York';

function instantIn(text: string, timeZone = NEW_YORK): string | null {
  const date = readDateText(text);
  return date === null ? null : isoText(instantOf(date, zoneOf(timeZone)));
}

describe('A2: the same moment, as Convoso and others write it', () => {
  it.each([
    '11/20/26 3:30 pm',
    '11/20/2026 3:30 PM',
    '11/20/2026 15:30:00',
    'November 20, 2026, 3:30 pm',
    'Nov 20, 2026 3:30pm',
    'Fri Nov 20 15:30:00 EST 2026',
    'Fri, 20 Nov 2026 20:30:00 GMT',
    'Fri, 20 Nov 2026 15:30:00 -0500',
    'Fri Nov 20 2026 15:30:00 GMT-0500 (Eastern Standard Time)',
    'Friday, November 20th, 2026 at 3:30 p.m.',
    '20-Nov-2026 15:30',
    '1795206600',
    '1795206600000',
    '20261120T203000Z',
    '20261120T153000',
    '20261120153000',
    '2026/11/20 15:30',
    '2026-11-20 3:30 pm',
    '2026-11-20 15:30:00 EST',
    '11.20.2026 15:30',
    '20.11.26 15:30',
  ])('%j', (text) => {
    expect(instantIn(text)).toBe('2026-11-20T20:30:00.000Z');
  });

  it.each([
    '20261120',
    '11/20/26',
    '11.20.26',
    '20.11.2026',
    '20, 11, 2026',
    '20 November 2026',
    '2026.11.20',
  ])('%j is the day', (text) =>
    expect([readDateText(text)?.isDay, instantIn(text)]).toEqual([true, '2026-11-20T05:00:00.000Z']),
  );

  it.each([
    ['either order', '05.04.26'],
    ['either order', '05-04-2026'],
    ['day or year first', '20-11-26'],
    ['an age', '44'],
    ['a time of day', '15:30'],
    ['a month without a day', 'November 2026'],
    ['a day that there is not', '31.02.2026'],
    ['a month that there is not', '20/11/2026'],
    ['two days', 'Nov 20 21 2026'],
    ['a zone that there is not', '2026-11-20 15:30 QQT'],
    ['prose', 'May be'],
    ['a phone number', '17735550168'],
  ])('%s cannot be told: %j', (_, text) => {
    expect(readDateText(text)).toBeNull();
  });
});

describe('what the choices of an adaptor write', () => {
  const OPTIONS = { timeZone: NEW_YORK, now: Date.UTC(2026, 10, 20) };
  /** Days of which no other day is written alike: what lies beyond is for the sender to leave at System Default. */
  const moment = fc.integer({ min: Date.UTC(2002, 0, 1) / 1000, max: Date.UTC(2037, 11, 31) / 1000 });
  const patterns = DATE_PATTERNS.map(({ pattern }) => pattern).filter((pattern) => pattern !== 'age');

  it.each([undefined, ...patterns])(
    '%j is read back, or cannot be told; it is never another day',
    (pattern) => {
      fc.assert(
        fc.property(moment, (seconds) => {
          const instant = seconds * 1000;
          const stored = formatDate(isoText(instant), 'Y-m-d H:i:s', OPTIONS).text;
          const { text } = formatDate(stored, pattern, OPTIONS);
          const read = readDateText(text);
          if (read === null) {
            expect(['j-m-y', 'm.d.y']).toContain(pattern);
            return;
          }
          const zone = zoneOf(NEW_YORK);
          const again = formatDate(isoText(instantOf(read, zone)), pattern ?? 'Y-m-d H:i:s', OPTIONS).text;
          expect(again).toBe(text);
        }),
      );
    },
  );
});
