const DATE_TEXT =
  /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;
const US_DATE_TEXT = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/**
 * The point in time that a date text of Convoso names (domain-facts D.5, "input formats accepted"), in epoch
 * milliseconds, or null when the text is no such date.
 *
 * A text without an offset counts as if its wall clock were UTC: good for telling which of two such texts is the
 * later one, which is all this serves. It is not an instant; that needs the account's zone.
 */
export function comparableTime(text: string): number | null {
  const trimmed = text.trim();
  const iso = DATE_TEXT.exec(trimmed);
  if (iso) {
    const [, year, month, day, hour, minute, second, offset] = iso;
    const wall = wallTime([year, month, day, hour, minute, second]);
    return wall === null ? null : wall - offsetMilliseconds(offset);
  }
  const us = US_DATE_TEXT.exec(trimmed);
  if (!us) return null;
  const [, month, day, year, hour, minute, second] = us;
  return wallTime([year, month, day, hour, minute, second]);
}

function wallTime(parts: readonly (string | undefined)[]): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    Number(part ?? 0),
  );
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(time);
  // Date.UTC rolls 2025-02-31 over to March; a date that does not come back is none (0000-00-00 among them).
  const same =
    back.getUTCFullYear() === year &&
    back.getUTCMonth() === month - 1 &&
    back.getUTCDate() === day &&
    back.getUTCHours() === hour &&
    back.getUTCMinutes() === minute;
  return same ? time : null;
}

function offsetMilliseconds(offset: string | undefined): number {
  if (offset === undefined || offset === 'Z') return 0;
  const sign = offset.startsWith('-') ? -1 : 1;
  return sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2))) * 60_000;
}
