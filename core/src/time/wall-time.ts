/** A date as a text writes it, before any zone is known. */
export interface DateText {
  /** What the clock on the wall shows, as the epoch milliseconds at which a clock in UTC would show it. */
  readonly wall: number;
  /** How far that wall is ahead of UTC, in milliseconds; null when the text does not say. */
  readonly offset: number | null;
  /** Whether it names a day and no time; its wall is then the midnight at which that day begins. */
  readonly isDay: boolean;
  /** The letters of the zone where they stand in the text; clocks of several offsets may go by the same. */
  readonly abbreviation?: string;
  /** Its year has two digits, so that the century is a guess. */
  readonly isShortYear?: boolean;
}

/** What a clock on the wall shows, as epoch milliseconds in UTC; null for a day or a time that does not exist. */
export function wallTime(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | null {
  // Date.UTC takes years below 100 for those of the 20th century.
  if (year < 100 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

export function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
