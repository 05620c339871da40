import { describe, expect, it } from '@jest/globals';
import { DATE_PATTERNS, formatDate } from '../../../src/adaptor/index.js';

const NOON_20_NOV_2026 = Date.UTC(2026, 10, 20, 20);
const LOS_ANGELES = { timeZone: 'America/Los_Angeles', now: NOON_20_NOV_2026 };
const format = (value: string, pattern: string | undefined, timeZone = 'America/Los_Angeles') =>
  formatDate(value, pattern, { timeZone, now: NOON_20_NOV_2026 }).text;

const SUMMER = '2024-03-15 14:30:05';
const WINTER = '2024-01-05 04:03:02';

const CHOICES: readonly (readonly [pattern: string, summer: string, winter: string])[] = [
  ['Y-m-d H:i:s', '2024-03-15 14:30:05', '2024-01-05 04:03:02'],
  ['Y-m-d', '2024-03-15', '2024-01-05'],
  ['m/d/Y', '03/15/2024', '01/05/2024'],
  ['D M j G:i:s T Y', 'Fri Mar 15 14:30:05 PDT 2024', 'Fri Jan 5 4:03:02 PST 2024'],
  ['j-m-y', '15-03-24', '5-01-24'],
  ['Ymd', '20240315', '20240105'],
  ['m.d.y', '03.15.24', '01.05.24'],
  ['m/d/y g:i a', '03/15/24 2:30 pm', '01/05/24 4:03 am'],
  ['m/d/y', '03/15/24', '01/05/24'],
  ['F j, Y, g:i a', 'March 15, 2024, 2:30 pm', 'January 5, 2024, 4:03 am'],
  ['j, n, Y', '15, 3, 2024', '5, 1, 2024'],
  ['Y-m-d\\TH:i:s', '2024-03-15T14:30:05', '2024-01-05T04:03:02'],
  ['timestamp', '1710538205', '1704456182'],
  ['age', '2', '2'],
  ['Ymd\\THis\\Z', '20240315T213005Z', '20240105T120302Z'],
  ['m/d/Y H:i:s', '03/15/2024 14:30:05', '01/05/2024 04:03:02'],
  ['Y-m-d\\TH:i:sP', '2024-03-15T14:30:05-07:00', '2024-01-05T04:03:02-08:00'],
  ['Y-m-d\\TH:i:s\\Z', '2024-03-15T21:30:05Z', '2024-01-05T12:03:02Z'],
];

describe('a date format', () => {
  it.each(CHOICES)('%s writes dates of summer and winter', (pattern, summer, winter) => {
    expect([format(SUMMER, pattern), format(WINTER, pattern)]).toEqual([summer, winter]);
  });

  it('is one of the sixteen that Convoso offers, or says that Convoso has it not', () => {
    expect(CHOICES.map(([pattern]) => pattern)).toEqual(DATE_PATTERNS.map(({ pattern }) => pattern));
    const own = DATE_PATTERNS.filter(({ label }) => label.endsWith(', not in Convoso'));
    expect(own.map(({ pattern }) => pattern)).toEqual(['Y-m-d\\TH:i:sP', 'Y-m-d\\TH:i:s\\Z']);
    expect(DATE_PATTERNS.slice(-2)).toEqual(own);
  });

  it.each([
    ['UTC', '2024-03-15T14:30:05+00:00'],
    ['Asia/Kathmandu', '2024-03-15T14:30:05+05:45'],
    ['America/St_Johns', '2024-03-15T14:30:05-02:30'],
  ])('has the offset of %s behind the time', (timeZone, text) => {
    expect(format(SUMMER, 'Y-m-d\\TH:i:sP', timeZone)).toBe(text);
  });

  it('in UTC is never literal, since a wrong Z is a wrong time', () => {
    const options = { ...LOS_ANGELES, literal: true };
    expect(formatDate(SUMMER, 'Y-m-d\\TH:i:s\\Z', options).text).toBe('2024-03-15T21:30:05Z');
  });

  it.each([SUMMER, ' any text ', '', '0000-00-00'])('that is absent leaves %j as stored', (value) => {
    expect(formatDate(value, undefined, LOS_ANGELES)).toEqual({ text: value, warning: null });
  });

  it('converts the one with a literal Z to UTC, unless it is to be literal', () => {
    const literal = formatDate(SUMMER, 'Ymd\\THis\\Z', { ...LOS_ANGELES, literal: true });
    expect(literal.text).toBe('20240315T143005Z');
    expect(format('2024-03-15T23:30:05-0700', 'Ymd\\THis\\Z')).toBe('20240316T063005Z');
  });

  it.each([
    ['00:00:00', '12 am 12 AM 00 0'],
    ['00:59:59', '12 am 12 AM 00 0'],
    ['11:59:59', '11 am 11 AM 11 11'],
    ['12:00:00', '12 pm 12 PM 12 12'],
    ['13:05:00', '1 pm 01 PM 13 13'],
  ])('counts twelve hours twice: %s', (time, text) => {
    expect(format(`2024-03-15 ${time}`, 'g a h A H G')).toBe(text);
  });

  it.each([
    ['\\Y\\\\Y', 'Y\\2024'],
    ['\\a\\t H', 'at 14'],
    ['Y\\', '2024\\'],
    ['l, d F', 'Friday, 15 March'],
    ['§ Ö – 日', '§ Ö – 日'],
    ['', ''],
  ])('may escape letters: %j', (pattern, text) => {
    expect(format(SUMMER, pattern)).toBe(text);
  });
});

describe('the value of a date', () => {
  it.each([
    ['2024-03-15', '2024-03-15 00:00:00 PDT'],
    ['2024-01-15', '2024-01-15 00:00:00 PST'],
    ['3/5/2024', '2024-03-05 00:00:00 PST'],
    ['03/15/2024 14:30', '2024-03-15 14:30:00 PDT'],
    [' 2024-03-15T14:30:05.999 ', '2024-03-15 14:30:05 PDT'],
    ['2024-03-15T14:30:05Z', '2024-03-15 07:30:05 PDT'],
    ['2015-01-29T14:09:57-0800', '2015-01-29 14:09:57 PST'],
    ['2015-01-29t14:09:57+05:30', '2015-01-29 00:39:57 PST'],
    ['1955-07-04', '1955-07-04 00:00:00 PDT'],
    ['0987-06-05', '0987-06-05 00:00:00 -0752'],
    ['9999-12-31 23:59:59', '9999-12-31 23:59:59 PST'],
  ])('%j is read in the zone of the account, or at its own offset', (value, text) => {
    expect(format(value, 'Y-m-d H:i:s T')).toBe(text);
  });

  it('is moved on where clocks skip it, and taken for the first where they show it twice', () => {
    expect(format('2024-03-10 02:30:00', 'Y-m-d H:i:s T')).toBe('2024-03-10 03:30:00 PDT');
    expect(format('2024-11-03 01:30:00', 'Y-m-d H:i:s T')).toBe('2024-11-03 01:30:00 PDT');
    expect(format('2024-11-03T01:30:00-0800', 'Y-m-d H:i:s T')).toBe('2024-11-03 01:30:00 PST');
    expect(format('2024-10-27 02:30:00', 'H:i T', 'Europe/Berlin')).toBe('02:30 CEST');
    expect(format('2011-12-30 12:00:00', 'Y-m-d H:i', 'Pacific/Apia')).toBe('2011-12-31 12:00');
  });

  it('is shown in zones by any of their names', () => {
    expect(format('2024-07-01T12:00:00Z', 'H:i T', 'US/Pacific')).toBe('05:00 PDT');
    expect(format('2024-07-01T12:00:00Z', 'H:i T', 'america/new_york')).toBe('08:00 EDT');
    expect(format('2024-07-01T12:00:00Z', 'H:i T', 'Asia/Kolkata')).toBe('17:30 IST');
    expect(format('2024-07-01T12:00:00Z', 'H:i T', 'Asia/Kathmandu')).toBe('17:45 +0545');
    expect(format('2024-07-01T12:00:00Z', 'H:i T', 'America/Sao_Paulo')).toBe('09:00 -03');
    expect(format('2024-07-01T12:00:00Z', 'H:i T', 'EST')).toBe('07:00 EST');
    expect(format('2024-07-01T12:00:00Z', 'H:i T', 'UTC')).toBe('12:00 UTC');
    expect(() => format(SUMMER, 'Y', 'Mars/Olympus')).toThrow(RangeError);
  });

  it.each([
    'soon',
    '17105',
    '05.04.2024',
    '44',
    '2023-02-29',
    '2024-03-15 25:00',
    '2024-03-15T10:00:00+24:00',
    '-',
  ])('%j is none: it is sent as it is, with a warning, and never as 1970', (value) => {
    expect(formatDate(value, 'm/d/Y', LOS_ANGELES)).toEqual({ text: value, warning: 'unparseable-date' });
    expect(formatDate(value, 'timestamp', LOS_ANGELES)).toEqual({ text: value, warning: 'unparseable-date' });
    expect(formatDate(value, 'age', LOS_ANGELES)).toEqual({ text: '', warning: 'unparseable-date' });
  });

  it.each(['', '  ', 'null', '0000-00-00', '0000-00-00 00:00:00'])('%j is empty', (value) => {
    expect(formatDate(value, 'm/d/Y', LOS_ANGELES)).toEqual({ text: '', warning: null });
  });
});

describe('an age', () => {
  const on = (day: string, birth: string, timeZone = 'America/Los_Angeles') =>
    formatDate(birth, 'age', { timeZone, now: Date.parse(`${day}T20:00:00Z`) });

  it.each([
    ['2026-11-20', '1980-11-20', '46'],
    ['2026-11-20', '1980-11-21', '45'],
    ['2026-11-20', '1980-11-19', '46'],
    ['2026-11-20', '1980-12-01', '45'],
    ['2026-11-20', '11/20/1980', '46'],
    ['2026-02-28', '2000-02-29', '25'],
    ['2026-03-01', '2000-02-29', '26'],
    ['2028-02-28', '2000-02-29', '27'],
    ['2028-02-29', '2000-02-29', '28'],
    ['2026-11-20', '2026-11-20', '0'],
    ['2026-11-20', '1899-01-01', '127'],
  ])('is, on %s, for a birth on %s, %s', (day, birth, age) => {
    expect(on(day, birth)).toEqual({ text: age, warning: null });
  });

  it.each(['2026-11-21', '2027-01-01', '9999-01-01'])('is empty for a birth to come: %s', (birth) => {
    expect(on('2026-11-20', birth)).toEqual({ text: '', warning: null });
  });

  it('turns at midnight of the account', () => {
    const now = Date.UTC(2026, 10, 20, 7, 59, 59);
    const age = (at: number) => formatDate('1980-11-20', 'age', { ...LOS_ANGELES, now: at }).text;
    expect([age(now), age(now + 1000)]).toEqual(['45', '46']);
  });
});
