const ABSOLUTE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?\s*(Z|[-+]\d\d:?\d\d)$/i;
const LOCAL = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(\.\d+)?$/;

/**
 * A time as Convoso wants it, `YYYY-MM-DD HH:MM:SS`, at a decimal offset from GMT such as `-5.00`. A time with a zone
 * of its own is an instant, told as the clock shows it there; one without is taken as that clock's already. What is no
 * time stays as it is, for Convoso's own words about it.
 */
export function timeAtOffset(time: string, offsetHours: string): string {
  const [, day, minutes, seconds = ':00'] = LOCAL.exec(time) ?? [];
  if (day !== undefined && minutes !== undefined) return `${day} ${minutes}${seconds}`;
  const hours = Number(offsetHours);
  if (!ABSOLUTE.test(time) || Number.isNaN(hours)) return time;
  const instant = Date.parse(time.replace(/\s+(?=Z|[-+])/i, '').replace(' ', 'T'));
  return new Date(instant + hours * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
