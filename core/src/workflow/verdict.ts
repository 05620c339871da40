import { DATE_REMEDY } from '../time/date-text.js';

/**
 * The outcome of testing something against an occurrence. `unknown`: what would decide it was not delivered, or came
 * in a form that cannot be read; it does not match, and its reason says where to mend it (domain-facts J.10).
 */
export type Verdict = 'yes' | 'no' | 'unknown';

/** A verdict in words. `code` is stable; `reason` is one sentence for a person who cannot read code. */
export interface Finding {
  readonly verdict: Verdict;
  readonly code: string;
  readonly reason: string;
}

/** The sentence that every `unknown` for lack of a field ends with. */
export function notDelivered(field: string): string {
  return `${field} was not delivered: map it in Convoso's Adaptor`;
}

/** What a rule says of a date that cannot be read. */
export function unreadableDate(field: string, text: string): string {
  const why = NAMES_A_DAY.test(text)
    ? `cannot be read as a date for certain: ${DATE_REMEDY}`
    : 'names no day: send a date such as 2026-11-20';
  return `${field} is "${text}", which ${why}`;
}

/** Three numbers, eight digits, or words with a year: a day in some form. `14:30` and `next Monday` are none. */
const NAMES_A_DAY = /\d[-/. ]+\d+[-/. ]+\d|\d{8}|[a-z].*\d{4}/i;

/** What a rule says of a text that it would have to read as a number. */
export function unreadableNumber(field: string, text: string): string {
  const remedy = /\d-\d/.test(text) ? 'compare it as a text' : 'send it as digits with a point';
  return `${field} is "${text}", which cannot be read as a number: ${remedy}`;
}
