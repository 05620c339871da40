import { readDateText, type DateText } from '../time/date-text.js';
import { numberOf } from '../workflow/scale.js';
import { orderKey } from '../workflow/text-tests.js';

const DAY_MS = 86_400_000;

/** Whether anything can lie within a range: two numbers or two dates, of which the first does not come after the other. */
export function isRange(from: string, to: string): boolean {
  const [least, most] = [numberOf(from), numberOf(to)];
  if (!Number.isNaN(least) && !Number.isNaN(most)) return least <= most;
  const [start, end] = [readDateText(from), readDateText(to)];
  return start !== null && end !== null && isSpan(start, end);
}

function isSpan(start: DateText, end: DateText): boolean {
  // Which of a date with an offset and one without comes first depends on the account's zone.
  if ((start.offset === null) !== (end.offset === null)) return true;
  const length = end.wall - (end.offset ?? 0) - (start.wall - (start.offset ?? 0));
  return length >= 0 || (end.isDay && length > -DAY_MS);
}

/** The same of texts, in the order of their characters. */
export function isTextRange(from: string, to: string): boolean {
  return orderKey(from) <= orderKey(to);
}
