import { createHash } from 'node:crypto';
import {
  ConnectError,
  createOccurrence,
  leadViewOf,
  normalisePhone,
  nullRecord,
  phoneOf,
  planActions,
  readCallEvent,
  readFlat,
  textOf,
  type LeadKey,
  type LeadState,
  type Occurrence,
  type Snapshot,
} from '@convoso-connect/core';
import { LONGEST_HOLD_DAYS, MOST_HELD_BYTES } from '@convoso-connect/core/relay-contract';
import type { LiveConfig } from '../config/live-config.js';
import { iso } from '../iso.js';
import { EVENT_AHEAD_MS } from '../retention/limits.js';
import type { StoredAction } from '../store/ports/actions.js';
import { OF_A_HOLD } from '../store/ports/cause.js';
import { HOLD_ACTION, actionIdOf, targetOfHold, type StoredHold } from '../store/ports/holds.js';
import { asksForLead, rulesOf, workflowOfHold, type HoldBody, type HoldRules } from './rules.js';

const DAY_MS = 24 * 60 * 60_000;

/** How long the URL is tried, from the moment at which it is called first. */
const GIVE_UP_MS = DAY_MS;

/** What is asked to be held, read and checked as far as that needs nothing that is stored. */
export interface HoldOrder {
  readonly givenId: string | null;
  readonly digest: string;
  readonly rules: HoldRules;
  readonly payload: string;
  readonly at: number | null;
  readonly trigger: Trigger;
  readonly leadKey: LeadKey | null;
  readonly resumeUrl: string | null;
  readonly secret: string | null;
}

interface Trigger {
  readonly id: string | null;
  readonly receivedAt: number;
  readonly snapshot: Snapshot;
  readonly kinds: Occurrence['kinds'];
  readonly leadAction: string | null;
}

/** @throws {ConnectError} BAD_HOLD, EVENT_IN_THE_FUTURE, HOLD_WITHOUT_LEAD, PAYLOAD_TOO_LARGE */
export function orderOf(body: HoldBody, lead: LeadKey | null, now: number): HoldOrder {
  const payload = JSON.stringify(body.payload ?? null);
  const bytes = Buffer.byteLength(payload);
  if (bytes > MOST_HELD_BYTES) throw tooLarge(bytes);
  const rules = rulesOf(body);
  const trigger = triggerOf(body, lead, now);
  const leadKey = leadOf(trigger, now);
  if (leadKey === null && asksForLead(rules)) throw withoutLead();
  return {
    givenId: body.id ?? null,
    digest: createHash('sha256').update(JSON.stringify(body)).digest('base64'),
    rules,
    payload,
    at: 'at' in body.until ? Date.parse(body.until.at) : null,
    trigger,
    leadKey,
    resumeUrl: body.resumeUrl ?? null,
    secret: body.secret ?? null,
  };
}

function triggerOf({ event }: HoldBody, lead: LeadKey | null, now: number): Trigger {
  if (event === undefined) {
    return { id: null, receivedAt: now, snapshot: snapshotOfLead(lead), kinds: [], leadAction: null };
  }
  const reading = readCallEvent(event);
  if (reading === null) throw tellsNothing();
  const datedAt = Date.parse(event.received_at);
  if (datedAt > now + EVENT_AHEAD_MS) throw inTheFuture(datedAt, now);
  const { kinds, snapshot } = reading;
  const leadAction = kinds.includes('leadAction') ? textOf(readFlat(snapshot, 'lead_action') ?? '') : null;
  return { id: event.id, receivedAt: Math.min(datedAt, now), snapshot, kinds, leadAction };
}

function snapshotOfLead(lead: LeadKey | null): Snapshot {
  const none = {
    callLog: nullRecord<never>(),
    extra: nullRecord<never>(),
    custom: nullRecord<never>(),
    flat: [],
  };
  if (lead === null) return { ...none, lead: nullRecord() };
  const value = lead.slice(lead.indexOf(':') + 1);
  const field = lead.startsWith('lead:') ? 'id' : 'phone_number';
  return { ...none, lead: nullRecord([[field, value]]) };
}

function leadOf(trigger: Trigger, now: number): LeadKey | null {
  return occurrenceOf(trigger, { lead: null, now }).leadKey;
}

function occurrenceOf(
  { id, receivedAt, snapshot, kinds, leadAction }: Trigger,
  { lead, now }: { readonly lead: LeadState | null; readonly now: number },
): Occurrence {
  const occurrence = createOccurrence({
    id: id ?? `held ${iso(now)}`,
    hookId: '',
    receivedAt,
    snapshot,
    declared: { kinds, leadAction },
    lead,
    call: null,
  });
  // What the lead has already when the hold is made stops nothing: only what it reaches since does.
  return { ...occurrence, status: occurrence.status ?? lead?.status ?? null };
}

export interface MadeBy {
  readonly id: string;
  readonly owner: string;
  readonly madeBy: string;
  readonly resumesAt: string | null;
  readonly sealed: Buffer | null;
}

export interface MadeHold {
  readonly hold: StoredHold;
  readonly action: StoredAction;
}

/**
 * A hold and the action by which it is handed back.
 *
 * @throws {ConnectError} DUE_TOO_FAR, NEVER_DUE
 */
export function makeHold(
  order: HoldOrder,
  made: MadeBy,
  { lead, live, now }: { readonly lead: LeadState | null; readonly live: LiveConfig; readonly now: number },
): MadeHold {
  const { rules, trigger, leadKey } = order;
  const occurrence = occurrenceOf(trigger, { lead, now });
  const planned = plan(order, occurrence, { lead, live, now });
  const dueAt = Math.max(planned.dueAt, now);
  if (dueAt > now + LONGEST_HOLD_DAYS * DAY_MS) throw tooFar(dueAt);
  const { id, owner, madeBy, resumesAt, sealed } = made;
  return {
    hold: {
      ...{ id, owner, madeBy, resumesAt, sealed, leadKey },
      givenId: order.givenId,
      digest: order.digest,
      phone: phoneOf(trigger.snapshot) ?? phoneIn(lead),
      eventId: trigger.id,
      occurrence: JSON.stringify(occurrence),
      rules: JSON.stringify(rules),
      payload: order.payload,
      madeAt: now,
      stopped: null,
    },
    action: {
      id: actionIdOf(id),
      occurrenceId: id,
      revision: live.revision.number,
      ...OF_A_HOLD,
      type: HOLD_ACTION,
      target: targetOfHold({ resumesAt }),
      leadKey,
      // A lane of its own: nothing stands before it, and it keeps nothing from going out.
      lane: `${leadKey ?? 'none'} hold:${id}`,
      depth: 0,
      otherSaves: null,
      deadlineAt: planned.deadlineAt,
      requestedAt: planned.requestedAt,
      dueAt,
      nextAt: dueAt,
      giveUpAt: dueAt + GIVE_UP_MS,
      state: 'waiting',
      attempts: 0,
      holdUntil: null,
      runNow: false,
      payload: null,
      checks: null,
      reason: planned.heldBecause,
      stoppedBy: null,
      standsBehind: null,
      overtook: null,
      listId: null,
      holder: null,
    },
  };
}

function plan(
  { rules, at }: HoldOrder,
  occurrence: Occurrence,
  { lead, live, now }: { readonly lead: LeadState | null; readonly live: LiveConfig; readonly now: number },
) {
  const counted = at === null ? occurrence : { ...occurrence, receivedAt: Math.max(at, now) };
  const circumstances = { lead: leadViewOf(occurrence, lead), rules: live.rules, depth: 0, otherSaves: [] };
  const { planned, skipped } = planActions(workflowOfHold(rules), counted, circumstances);
  const [action] = planned;
  if (action !== undefined) return action;
  throw neverDue(skipped[0]?.reason ?? 'its time cannot be told');
}

function phoneIn(lead: LeadState | null): string | null {
  const value = lead?.fields['phone_number'];
  return value === undefined ? null : normalisePhone(textOf(value));
}

function tooLarge(bytes: number): ConnectError {
  return new ConnectError(
    'PAYLOAD_TOO_LARGE',
    `the payload has ${bytes} bytes as JSON; at most ${MOST_HELD_BYTES} are kept`,
    'Have an id held by which the rest is found, and not all of it.',
  );
}

function tellsNothing(): ConnectError {
  return new ConnectError(
    'BAD_HOLD',
    'the event has none of lead, call, extra and custom, so that it tells nothing',
    'Hand on the whole call event, as it came; or leave it out, and name the lead.',
  );
}

function inTheFuture(datedAt: number, now: number): ConnectError {
  return new ConnectError(
    'EVENT_IN_THE_FUTURE',
    `the event is dated ${iso(datedAt)}, and the relay's clock says ${iso(now)}`,
    'Set the clock of the machine on which the event was received, and hand the event on as it came.',
  );
}

function withoutLead(): ConnectError {
  return new ConnectError(
    'HOLD_WITHOUT_LEAD',
    'what stops it, the hours of contact and the clock of the lead go by a lead, and none is named',
    'Give the call event as "event", or the lead as in "lead": "1364887"; or leave out contact, stopIf, stopOn, skipIfLiveCall and the time zone "lead".',
  );
}

function neverDue(reason: string): ConnectError {
  return new ConnectError(
    'NEVER_DUE',
    `there is no time until which it could be held: ${reason}`,
    'Give an instant as in {"at": "2026-11-20T17:00:00Z"}, or see that the event has the date that is counted from.',
  );
}

function tooFar(dueAt: number): ConnectError {
  return new ConnectError(
    'DUE_TOO_FAR',
    `it would be due ${iso(dueAt)}; at most ${LONGEST_HOLD_DAYS} days are held`,
    'Have it held for less, and again from there.',
  );
}
