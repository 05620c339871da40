const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** No zone is further from UTC than this, nor was since 1900. */
const FURTHEST_MS = 16 * HOUR_MS;

/** The date in a zone at an instant in epoch milliseconds, as in 2026-11-20. */
export function dateIn(at: number, timeZone: string): string {
  return clockOf(timeZone).format(at).slice(0, 10);
}

/** The date so many days later, or earlier. */
export function dateLater(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The first instant, in epoch milliseconds, at which a zone has this date and this time of day (HH:MM), or a later one of the
 * date: midnight itself is left out where the clocks are put forward then.
 */
export function instantOf(date: string, timeZone: string, timeOfDay = '00:00'): number {
  const clock = clockOf(timeZone);
  const wanted = `${date} ${timeOfDay}`;
  const utc = Date.parse(`${date}T${timeOfDay}:00Z`);
  let before = utc - FURTHEST_MS;
  let reached = utc + FURTHEST_MS;
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2);
    if (clock.format(middle) >= wanted) reached = middle;
    else before = middle;
  }
  return reached;
}

const CLOCKS = new Map<string, Intl.DateTimeFormat>();

/** Gives `2026-11-20 07:30`; made once for each zone, because making one takes long. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = CLOCKS.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  CLOCKS.set(timeZone, clock);
  return clock;
}
