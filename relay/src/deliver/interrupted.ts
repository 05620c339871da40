import { phoneOf } from '@convoso-connect/core';
import type { ActionRow } from '../store/commands/actions.js';
import type { NewAttempt, Settlement } from '../store/commands/settlements.js';
import { messageOf } from '../work/isolate.js';
import type { PreparedAction } from './prepare.js';

/** The log row of an attempt of which nobody saw the end. */
export function interruptedAttempt(
  row: ActionRow,
  { phone, leadKey }: { phone: string | null; leadKey: string | null },
  { now, reason }: { now: number; reason: string },
): NewAttempt {
  return {
    action_id: row.id,
    number: row.attempts + 1,
    at: now,
    duration_ms: 0,
    workflow_id: row.workflow_id,
    endpoint_id: row.endpoint_id,
    phone,
    lead_key: leadKey,
    method: '',
    url: '',
    body: null,
    status: null,
    outcome: 'interrupted',
    result: 'null',
    reason,
    answer: null,
    diagnosis: null,
  };
}

/** An attempt that an error of our own broke off: whether it arrived is not known, and repeating would break off again. */
export function brokenOff(action: PreparedAction, error: unknown, now: number): Settlement {
  const { row, occurrence } = action;
  const reason = `the attempt broke off with an error of the relay (${messageOf(error)}); whether it arrived is not known`;
  const about = { phone: phoneOf(occurrence.snapshot), leadKey: occurrence.leadKey };
  return {
    attempt: interruptedAttempt(row, about, { now, reason }),
    action: { id: row.id, lane: row.lane, state: 'dead', next_at: now, reason },
  };
}

const PUT_BACK_MS = 5_000;

/** An attempt that ended before anything was sent, through no fault of its own: it is made again soon. */
export function putBack(action: PreparedAction, error: unknown, now: number): Settlement {
  const { row, occurrence } = action;
  const reason = `nothing was sent: the store did not take what was to be sent (${messageOf(error)})`;
  const about = { phone: phoneOf(occurrence.snapshot), leadKey: occurrence.leadKey };
  return {
    attempt: interruptedAttempt(row, about, { now, reason }),
    action: { id: row.id, lane: row.lane, state: 'waiting', next_at: now + PUT_BACK_MS, reason },
  };
}
