import { describe, expect, it } from '@jest/globals';
import { federalHolidayOn } from '../../src/hours/index.js';

const DAY_MS = 86_400_000;
const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

/** The dates of a year that count, as MM-DD. */
function holidaysIn(year: number): string[] {
  const first = dayOf(`${year}-01-01`);
  return Array.from({ length: 366 }, (_, index) => first + index)
    .filter((day) => federalHolidayOn(day) !== null)
    .map((day) => new Date(day * DAY_MS).toISOString())
    .filter((date) => date.startsWith(String(year)))
    .map((date) => date.slice(5, 10));
}

describe('federal holidays', () => {
  it.each([
    ['2026-01-01', "New Year's Day"],
    ['2026-01-19', 'Birthday of Martin Luther King, Jr.'],
    ['2026-02-16', "Washington's Birthday"],
    ['2026-05-25', 'Memorial Day'],
    ['2026-06-19', 'Juneteenth National Independence Day'],
    ['2026-07-04', 'Independence Day'],
    ['2026-09-07', 'Labor Day'],
    ['2026-10-12', 'Columbus Day'],
    ['2026-11-11', 'Veterans Day'],
    ['2026-11-26', 'Thanksgiving Day'],
    ['2026-12-25', 'Christmas Day'],
    ['2027-05-31', 'Memorial Day'],
    ['2029-11-22', 'Thanksgiving Day'],
  ])('%s is %s', (date, name) => {
    expect(federalHolidayOn(dayOf(date))).toBe(name);
  });

  it.each(['2026-05-18', '2026-11-19', '2026-11-27', '2026-07-05', '2026-07-06', '2026-01-12', '2026-12-24'])(
    '%s is none',
    (date) => {
      expect(federalHolidayOn(dayOf(date))).toBeNull();
    },
  );

  it('are kept on the Friday before a Saturday and on the Monday after a Sunday, too', () => {
    // 4 July 2026 is a Saturday, 25 December 2022 and 1 January 2023 are Sundays.
    expect(federalHolidayOn(dayOf('2026-07-03'))).toBe('Independence Day');
    expect(federalHolidayOn(dayOf('2022-12-26'))).toBe('Christmas Day');
    expect(federalHolidayOn(dayOf('2023-01-02'))).toBe("New Year's Day");
    // 1 January 2028 is a Saturday: the Friday before lies in another year.
    expect(federalHolidayOn(dayOf('2027-12-31'))).toBe("New Year's Day");
  });

  it('are eleven in a year in which all are on weekdays, and else one more for each kept twice', () => {
    expect(holidaysIn(2024)).toEqual([
      ...['01-01', '01-15', '02-19', '05-27', '06-19', '07-04'],
      ...['09-02', '10-14', '11-11', '11-28', '12-25'],
    ]);
    expect(holidaysIn(2026)).toHaveLength(12);
    expect(holidaysIn(2027)).toEqual([
      ...['01-01', '01-18', '02-15', '05-31', '06-18', '06-19', '07-04', '07-05'],
      ...['09-06', '10-11', '11-11', '11-25', '12-24', '12-25', '12-31'],
    ]);
  });
});
