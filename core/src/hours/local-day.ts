/** A day of a wall calendar, as the number of days since 1 January 1970. */
export type LocalDay = number;

export const DAY_MS = 86_400_000;

/** The day that a wall time (see `Zone`) lies on. */
export function dayOfWall(wall: number): LocalDay {
  return Math.floor(wall / DAY_MS);
}

/** 0 is Sunday. */
export function weekdayOf(day: LocalDay): number {
  return new Date(day * DAY_MS).getUTCDay();
}

/** Months count from 1. */
export function dateOf(day: LocalDay): { year: number; month: number; date: number } {
  const utc = new Date(day * DAY_MS);
  return { year: utc.getUTCFullYear(), month: utc.getUTCMonth() + 1, date: utc.getUTCDate() };
}
