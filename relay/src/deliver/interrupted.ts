import { messageOf } from '../work/isolate.js';
import type { AboutWhom, PreparedAction } from './prepare.js';
import type { StoredAction } from '../store/ports/actions.js';
import type { NewAttempt, Settlement } from '../store/ports/attempts.js';

/** The log row of an attempt of which nobody saw the end. */
export function interruptedAttempt(
  row: StoredAction,
  { phone, leadKey }: AboutWhom,
  { now, reason }: { now: number; reason: string },
): NewAttempt {
  return {
    actionId: row.id,
    number: row.attempts + 1,
    at: now,
    durationMs: 0,
    workflowId: row.workflowId,
    target: row.target,
    phone,
    leadKey,
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
  const { row, about } = action;
  const reason = `the attempt broke off with an error of the relay (${messageOf(error)}); whether it arrived is not known`;
  return {
    attempt: interruptedAttempt(row, about, { now, reason }),
    action: { id: row.id, lane: row.lane, holder: row.holder, state: 'dead', nextAt: now, reason },
  };
}

/**
 * The end of an attempt with whose action others have gone on meanwhile: what came of it is kept for whoever looks, and counts for nothing,
 * neither for the action nor for its target.
 */
export function tooLate({ attempt, action }: Settlement): Settlement {
  const came =
    attempt.outcome === 'delivered' ? 'it was delivered' : (attempt.reason ?? 'it was not delivered');
  const reason =
    'this result came too late and counts for nothing: nothing was heard of the relay that made this attempt for longer than its lease, and ' +
    `another one has gone on with the action (LEASE_LOST). What came of it: ${came}`;
  return { attempt: { ...attempt, outcome: 'interrupted', reason, diagnosis: null }, action, isLate: true };
}

const PUT_BACK_MS = 5_000;

/** An attempt that ended before anything was sent, through no fault of its own: it is made again soon. */
export function putBack(action: PreparedAction, error: unknown, now: number): Settlement {
  const { row, about } = action;
  const reason = `nothing was sent: the store did not take what was to be sent (${messageOf(error)})`;
  return {
    attempt: interruptedAttempt(row, about, { now, reason }),
    action: {
      id: row.id,
      lane: row.lane,
      holder: row.holder,
      state: 'waiting',
      nextAt: now + PUT_BACK_MS,
      reason,
    },
  };
}
