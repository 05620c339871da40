import type { Schedule } from '../config/index.js';
import { ConnectError } from '../errors.js';
import { isEmpty, textOf, type FieldValue } from '../fields/value.js';
import { isZeroDate } from '../fields/zero-date.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import { instantAfter } from '../time/calendar.js';
import { readDateText } from '../time/date-text.js';
import { LAST_INSTANT, instantOf, isoText } from '../time/instant.js';
import { zoneOf, type Zone } from '../time/zone.js';
import { missingField } from '../workflow/missing-field.js';
import { unreadableDate } from '../workflow/verdict.js';
import { clockOf, type LeadView } from './clock.js';

/** When a schedule asks for its action, or why it cannot be told, or lies too far back. */
export type Requested =
  | { readonly kind: 'at'; readonly at: number; readonly deadline: Deadline | null }
  | { readonly kind: 'skipped'; readonly code: string; readonly reason: string };

/** From when on an action is of no use: it was to come before a date. */
export interface Deadline {
  /** In epoch milliseconds. */
  readonly at: number;
  /** The date, as in `start_date, which is "2026-11-29"`. */
  readonly what: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** An action asked for before now is still performed if it was due less than this ago (domain-facts J.31). */
const LATE_MS = 24 * HOUR_MS;

export interface RequestedBy {
  readonly lead: LeadView;
  readonly accountZone: string;
  /** Whether the action contacts the lead: without a zone of its own its schedule then goes by the lead's clock. */
  readonly contact: boolean;
}

/**
 * When an action is asked for (config-format, "Schedule"): so long after the trigger, or so long before or after the
 * lead was last called or the date in a field of the lead. Days go by the clock on the wall of the zone chosen, so that
 * a day after nine is nine; hours and minutes are lengths of time. A date that is a day begins at that day's midnight in
 * the zone chosen; one with a time and no offset is meant in the account's zone, as Convoso writes it.
 *
 * Throws a ConnectError `SCHEDULE_TOO_FAR` where the schedule alone leads out of the calendar, which is a mistake of the
 * configuration; where the date of one lead does, only this action is skipped.
 */
export function requestedTime(
  schedule: Schedule | undefined,
  occurrence: Occurrence,
  { lead, accountZone, contact }: RequestedBy,
): Requested {
  const now = occurrence.receivedAt;
  if (schedule === undefined) return { kind: 'at', at: now, deadline: null };
  const zone = zoneChosen(schedule.timeZone ?? (contact ? 'lead' : 'account'), lead, accountZone);
  const fromTrigger = shifted(now, schedule, zone);
  if (fromTrigger > LAST_INSTANT) throw tooFar(schedule);
  if (schedule.relativeTo === undefined)
    return { kind: 'at', at: Math.max(now, fromTrigger), deadline: null };
  const { field, value } = baseOf(schedule.relativeTo, occurrence, lead);
  if (value === undefined) return skipped('FIELD_NOT_DELIVERED', missingField({ field }, occurrence));
  if (isEmpty(value) || isZeroDate(value))
    return skipped('DATE_EMPTY', `${field} is empty, so there is no time to count from`);
  const date = readDateText(textOf(value));
  if (date === null) return skipped('DATE_UNREADABLE', unreadableDate(field, textOf(value)));
  const base = instantOf(date, date.isDay ? zone : zoneOf(accountZone));
  const at = shifted(base, schedule, zone);
  if (at > LAST_INSTANT)
    return skipped('DUE_TOO_FAR', `${field} is "${textOf(value)}", so it would be due after the year 9998`);
  const over = date.isDay ? instantAfter(base, 1, 'days', zone) : base;
  const deadline = at < base ? { at: over, what: `${field}, which is "${textOf(value)}"` } : null;
  if (at >= now) return { kind: 'at', at, deadline };
  if (now - at >= LATE_MS) return skipped('DUE_LONG_AGO', `it was due ${isoText(at)}, more than a day ago`);
  // What is meant to come before a date is of no use after it.
  if (deadline !== null && now >= deadline.at)
    return skipped('DATE_PASSED', `it was due ${isoText(at)}, before ${deadline.what} and has passed`);
  return { kind: 'at', at: now, deadline };
}

/** Of several clocks that may be the lead's none is better than the account's. */
function zoneChosen(choice: string, lead: LeadView, accountZone: string): Zone {
  const [zone = accountZone] = clockOf({ choice, lead, accountZone, whenUnknown: 'account' }).zones;
  return zoneOf(zone);
}

/** Where days lead out of the calendar, the time is infinite. */
function shifted(base: number, { days = 0, hours = 0, minutes = 0 }: Schedule, zone: Zone): number {
  const day = days === 0 ? base : instantAfter(base, days, 'days', zone);
  return day + hours * HOUR_MS + minutes * MINUTE_MS;
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

function tooFar({ days = 0, hours = 0, minutes = 0 }: Schedule): ConnectError {
  return new ConnectError(
    'SCHEDULE_TOO_FAR',
    `a schedule of ${days} days, ${hours} hours and ${minutes} minutes ends after the year 9998`,
    'Give it a shorter time.',
  );
}

function skipped(code: string, reason: string): Requested {
  return { kind: 'skipped', code, reason };
}
