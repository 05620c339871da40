import type { Schedule } from '../config/index.js';
import { ConnectError } from '../errors.js';
import { isEmpty, textOf, type FieldValue } from '../fields/value.js';
import { isZeroDate } from '../fields/zero-date.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import { readDateText } from '../time/date-text.js';
import { LAST_INSTANT, instantOf, isoText } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';
import { notDelivered, unreadableDate } from '../workflow/verdict.js';
import type { LeadView } from './clock.js';

/** When a schedule asks for its action, or why it cannot be told, or lies too far back. */
export type Requested =
  | { readonly kind: 'at'; readonly at: number }
  | { readonly kind: 'skipped'; readonly code: string; readonly reason: string };

const DAY_MS = 86_400_000;

/** An action asked for before now is still performed if it was due less than this ago (domain-facts J.31). */
const LATE_MS = DAY_MS;

/**
 * When an action is asked for (config-format, "Schedule"): so long after the trigger, after the lead was last called,
 * or after the date in a field of the lead. Offsets count elapsed time, from days to minutes.
 *
 * Throws a ConnectError `SCHEDULE_TOO_FAR` where the schedule alone leads out of the calendar, which is a mistake of the
 * configuration; where the date of one lead does, only this action is skipped.
 */
export function requestedTime(
  schedule: Schedule | undefined,
  occurrence: Occurrence,
  { lead, accountZone }: { lead: LeadView; accountZone: string },
): Requested {
  const now = occurrence.receivedAt;
  const offset = offsetOf(schedule);
  if (now + offset > LAST_INSTANT) throw tooFar(schedule);
  if (schedule?.relativeTo === undefined) return { kind: 'at', at: now + offset };
  const { field, value } = baseOf(schedule.relativeTo, occurrence, lead);
  if (value === undefined) return skipped('FIELD_NOT_DELIVERED', notDelivered(field));
  if (isEmpty(value) || isZeroDate(value))
    return skipped('DATE_EMPTY', `${field} is empty, so there is no time to count from`);
  const date = readDateText(textOf(value));
  if (date === null) return skipped('DATE_UNREADABLE', unreadableDate(field, textOf(value)));
  const base = instantOf(date, zoneOf(accountZone));
  const at = base + offset;
  if (at > LAST_INSTANT)
    return skipped('DUE_TOO_FAR', `${field} is "${textOf(value)}", so it would be due after the year 9998`);
  if (at >= now) return { kind: 'at', at };
  if (now - at < LATE_MS) return { kind: 'at', at: now };
  return skipped('DUE_LONG_AGO', `it was due ${isoText(at)}, more than a day ago`);
}

type RelativeTo = NonNullable<Schedule['relativeTo']>;

/** The lead was last called by the call that is told of, if one is. */
function baseOf(
  relativeTo: RelativeTo,
  { snapshot }: Occurrence,
  lead: LeadView,
): { field: string; value: FieldValue | undefined } {
  if (relativeTo !== 'lastCalled') {
    const { field } = relativeTo;
    return {
      field,
      value: snapshot.lead[field] ?? lead.fields[field] ?? snapshot.custom[field] ?? snapshot.extra[field],
    };
  }
  const ofCall = snapshot.callLog['call_date'];
  const value = ofCall === undefined || isEmpty(ofCall) ? lead.fields['last_called'] : ofCall;
  return { field: 'last_called', value };
}

function offsetOf(schedule: Schedule | undefined): number {
  const { days = 0, hours = 0, minutes = 0 } = schedule ?? {};
  return days * DAY_MS + hours * 3_600_000 + minutes * 60_000;
}

function tooFar({ days = 0, hours = 0, minutes = 0 }: Schedule = { holdUntilHours: '24hr' }): ConnectError {
  return new ConnectError(
    'SCHEDULE_TOO_FAR',
    `a schedule of ${days} days, ${hours} hours and ${minutes} minutes ends after the year 9998`,
    'Give it a shorter time.',
  );
}

function skipped(code: string, reason: string): Requested {
  return { kind: 'skipped', code, reason };
}
