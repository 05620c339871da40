import type { Schedule } from '../config/index.js';
import { ConnectError } from '../errors.js';
import { isEmpty, textOf, type FieldValue, type FieldValues } from '../fields/value.js';
import { isZeroDate } from '../fields/zero-date.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import { instantAfter } from '../time/calendar.js';
import { readDateText } from '../time/date-text.js';
import { firstInstantAt } from '../time/first-instant.js';
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
const DAY_MS = 24 * HOUR_MS;

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
 * a day after nine is nine; hours and minutes after a time are lengths of time. A date that is a day has no time of its
 * own: what is counted from its midnight is the time of day that a clock in the zone chosen shows, so that nine hours
 * are nine, also where clocks are changed. One with a time and no offset is meant in the account's zone, as Convoso
 * writes it.
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
  const { field, value } = baseOf(schedule.relativeTo, occurrence, lead.fields);
  if (value === undefined) return skipped('FIELD_NOT_DELIVERED', missingField({ field }, occurrence));
  if (isEmpty(value) || isZeroDate(value))
    return skipped('DATE_EMPTY', `${field} is empty, so there is no time to count from`);
  const date = readDateText(textOf(value));
  if (date === null) return skipped('DATE_UNREADABLE', unreadableDate(field, textOf(value)));
  const base = instantOf(date, date.isDay ? zone : zoneOf(accountZone));
  const at = date.isDay
    ? firstInstantAt(date.wall + lengthOf(schedule), zone)
    : shifted(base, schedule, zone);
  if (at > LAST_INSTANT)
    return skipped('DUE_TOO_FAR', `${field} is "${textOf(value)}", so it would be due after the year 9998`);
  const over = date.isDay ? instantAfter(base, 1, 'days', zone) : base;
  const deadline = at < base ? { at: over, what: dateText(field, value) } : null;
  if (at >= now) return { kind: 'at', at, deadline };
  if (now - at >= LATE_MS) return skipped('DUE_LONG_AGO', `it was due ${isoText(at)}, more than a day ago`);
  // What is meant to come before a date is of no use after it.
  if (deadline !== null && now >= deadline.at)
    return skipped('DATE_PASSED', `it was due ${isoText(at)}, before ${deadline.what} and has passed`);
  return { kind: 'at', at: now, deadline };
}

/**
 * The deadline of an action that was planned, from its moment alone: the date is called as its trigger told it, and by its
 * field where the trigger did not, because what is known of the lead may have changed since.
 */
export function deadlineOf(relativeTo: RelativeTo | undefined, trigger: Occurrence, at: number): Deadline {
  if (relativeTo === undefined) return { at, what: `the date that it counts from, ${isoText(at)}` };
  const { field, value } = baseOf(relativeTo, trigger, {});
  return { at, what: value === undefined || isEmpty(value) ? field : dateText(field, value) };
}

/** Why an action comes to nothing whose hours begin only when its deadline has passed. */
export function heldPastDeadline(
  { reason, until }: { readonly reason: string; readonly until: number },
  { what }: Deadline,
): string {
  return `${reason}, until ${isoText(until)}, and by then ${what}, has passed`;
}

function dateText(field: string, value: FieldValue): string {
  return `${field}, which is "${textOf(value)}"`;
}

/** Of several clocks that may be the lead's none is better than the account's. */
function zoneChosen(choice: string, lead: LeadView, accountZone: string): Zone {
  const [zone = accountZone] = clockOf({ choice, lead, accountZone, whenUnknown: 'account' }).zones;
  return zoneOf(zone);
}

/** Where days lead out of the calendar, the time is infinite. */
function shifted(base: number, { days = 0, ...offset }: Schedule, zone: Zone): number {
  const day = days === 0 ? base : instantAfter(base, days, 'days', zone);
  return day + lengthOf(offset);
}

/** As a clock has it that is never changed. */
function lengthOf({
  days = 0,
  hours = 0,
  minutes = 0,
}: Pick<Schedule, 'days' | 'hours' | 'minutes'>): number {
  return days * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS;
}

type RelativeTo = NonNullable<Schedule['relativeTo']>;

/** The lead was last called by the call that is told of, if one is. */
function baseOf(
  relativeTo: RelativeTo,
  { snapshot }: Occurrence,
  leadFields: FieldValues,
): { field: string; value: FieldValue | undefined } {
  if (relativeTo !== 'lastCalled') {
    const { field } = relativeTo;
    const { lead, custom, extra, callLog } = snapshot;
    return {
      field,
      value: lead[field] ?? leadFields[field] ?? custom[field] ?? extra[field] ?? callLog[field],
    };
  }
  const ofCall = snapshot.callLog['call_date'];
  const value = ofCall === undefined || isEmpty(ofCall) ? leadFields['last_called'] : ofCall;
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
