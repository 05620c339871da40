import {
  ConnectError,
  callLogIdOf,
  leadKeyOf,
  readCallEvent,
  readFlat,
  textOf,
  type DeclaredKinds,
  type LeadKey,
  type Snapshot,
} from '@convoso-connect/core';
import { iso } from '../iso.js';
import { ADMISSION_DAYS, EVENT_AHEAD_MS } from '../retention/limits.js';
import type { AdmitBody, Rule } from './rule.js';

/** What somebody asks before acting on an event. */
export interface Question {
  readonly rule: Rule;
  readonly step: string;
  readonly eventId: string;
  /** Epoch milliseconds, never after now: the event's own clock may be ahead. */
  readonly receivedAt: number;
  /** As the event has it, in epoch milliseconds. */
  readonly datedAt: number;
  readonly declared: DeclaredKinds;
  readonly snapshot: Snapshot;
  readonly leadKey: LeadKey | null;
  readonly callLogId: string | null;
  readonly isDryRun: boolean;
}

const DAY_MS = 24 * 60 * 60_000;

/** @throws {ConnectError} BAD_ADMISSION, EVENT_IN_THE_FUTURE */
export function questionOf({ step, event, dryRun }: AdmitBody, rule: Rule, now: number): Question {
  const datedAt = Date.parse(event.received_at);
  const reading = readCallEvent(event);
  if (reading === null) {
    throw new ConnectError(
      'BAD_ADMISSION',
      'the event has none of lead, call, extra and custom, so that it tells nothing',
      'Hand on the whole call event, as it came.',
    );
  }
  if (datedAt > now + EVENT_AHEAD_MS) {
    throw new ConnectError(
      'EVENT_IN_THE_FUTURE',
      `the event is dated ${iso(datedAt)}, and the relay's clock says ${iso(now)}`,
      'Set the clock of the machine on which the event was received, and hand the event on as it came.',
    );
  }
  const { kinds, snapshot } = reading;
  const leadAction = kinds.includes('leadAction') ? textOf(readFlat(snapshot, 'lead_action') ?? '') : null;
  return {
    rule,
    step,
    eventId: event.id,
    receivedAt: Math.min(datedAt, now),
    datedAt,
    declared: { kinds, leadAction },
    snapshot,
    leadKey: leadKeyOf(snapshot),
    callLogId: callLogIdOf(snapshot),
    isDryRun: dryRun === true,
  };
}

/** An event of which it is not known any more what was answered about it. Throws where this is one. */
export function refuseTooOld({ eventId, datedAt }: Question, now: number): void {
  if (now - datedAt <= ADMISSION_DAYS * DAY_MS) return;
  throw new ConnectError(
    'TOO_OLD_TO_TELL',
    `the event "${eventId}" is of ${iso(datedAt)}: answers are kept for ${ADMISSION_DAYS} days, so it cannot be told whether it was admitted before`,
    'Do not act on it unseen; look up by hand whether it was done.',
  );
}
