import { FIELDS } from '../fields/catalogue.js';
import { holdsDates } from '../fields/zero-date.js';
import type { Condition } from './conditions.js';
import type { Refusal } from './refuse.js';
import type { Schedule } from './schedule.js';

/** Dates of what has happened: by the time that a call is told of, they lie behind. */
const PAST: ReadonlySet<string> = new Set([
  ...['call_date', 'last_called', 'last_viewed', 'last_reached_at', 'final_reached_at'],
  ...['created_at', 'modified_at'],
]);

/** Such a date within the next days, which a negative `n` asks for. */
export function neverAhead(condition: Condition): Refusal | null {
  if (condition.operator !== 'within' || condition.last === undefined) return null;
  const { field, last } = condition;
  if (last.n >= 0 || !PAST.has(field)) return null;
  return {
    code: 'DATE_NEVER_AHEAD',
    message: `${field} says when something happened, and a number below 0 asks for what is ahead: this never holds.`,
    remedy: `Write ${String(-last.n)}, which asks for the last ${String(-last.n)} ${last.unit}.`,
  };
}

/** An action so long before such a date: by then it is over, and the action is always skipped. */
export function dueInThePast({ relativeTo, days = 0, hours = 0, minutes = 0 }: Schedule): Refusal | null {
  if (relativeTo === undefined || days * 24 * 60 + hours * 60 + minutes >= 0) return null;
  const field = relativeTo === 'lastCalled' ? 'last_called' : relativeTo.field;
  if (!PAST.has(field)) return null;
  return {
    code: 'SCHEDULE_IN_THE_PAST',
    message: `${field} says when something happened, and this is due before that: the action is always skipped.`,
    remedy: 'Write numbers above 0, or name the date of something to come, such as that of an appointment.',
  };
}

/** A time counted from a field of Convoso's that holds no dates, such as a name; custom fields may hold them. */
export function countedFromNoDate({ relativeTo }: Schedule): Refusal | null {
  if (relativeTo === undefined || relativeTo === 'lastCalled') return null;
  const { field } = relativeTo;
  if (
    holdsDates(undefined, field) ||
    !FIELDS.some(({ section, name }) => section !== 'extra' && name === field)
  )
    return null;
  return {
    code: 'SCHEDULE_WITHOUT_DATE',
    message: `${field} is no date on Convoso's screens: unless one stands there all the same, the action is always skipped.`,
    remedy: 'Name a date, such as "relativeTo": { "field": "appointment_date" }, or "lastCalled".',
  };
}
