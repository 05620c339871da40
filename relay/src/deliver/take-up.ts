import type { LiveConfig } from '../config/live-config.js';
import { messageOf } from '../work/isolate.js';
import { payloadOf, prepare, type PreparedAction } from './prepare.js';
import type { DueRow, Reviewed } from './review.js';
import { findAction } from './standing.js';
import type { StoredAction } from '../store/ports/actions.js';
import type { Target } from '../store/ports/target.js';
import { LANE_HOLD_MS } from '../store/ports/claims.js';

/** What becomes of an action that has come due: its row as it is to be stored, and where it is performed, the action. */
export interface TakenUp {
  readonly row: StoredAction;
  /** Whether the row is due at another time than before. */
  readonly putOff: boolean;
  readonly action: PreparedAction | null;
  /** Where something else is due now that came of it. */
  readonly planned?: readonly Target[];
}

/**
 * `behindMs`: how much of the time since it came due its target was behind a pause or an open breaker.
 *
 * Does what a review says. What is switched off, stopped, deleted or has grown too old in the meantime ends here with
 * its reason, what came due outside its hours is held, and the rest is prepared for its attempt.
 */
export function takeUp(
  { row, trigger, pinned }: DueRow,
  { review, lead }: Reviewed,
  { live, now, behindMs }: { live: LiveConfig; now: number; behindMs: number },
): TakenUp {
  if (review.verdict === 'fail') return ended(row, 'dead', `it could not be reviewed: ${review.reason}`);
  // That it was active goes without saying, where nothing else was asked.
  const checks = review.checks.length > 1 ? JSON.stringify(review.checks) : null;
  const reviewed: StoredAction = { ...row, checks };
  if (review.verdict === 'skip') return ended(reviewed, 'skipped', review.reason);
  if (review.verdict === 'cancel') return ended(reviewed, 'cancelled', review.reason);
  if (review.verdict === 'hold') return held(reviewed, review.until, review.reason, now);
  const giveUpAt = giveUpAtOf(row, trigger.receivedAt, { now, behindMs });
  if (row.attempts === 0 && now > giveUpAt + behindMs) return ended(reviewed, 'dead', TOO_LATE);
  const taken: StoredAction = {
    ...reviewed,
    giveUpAt,
    holdUntil: row.holdUntil ?? now + LANE_HOLD_MS,
  };
  try {
    const workflow = pinned.workflows.get(row.workflowId)?.workflow;
    const action = workflow === undefined ? undefined : findAction(workflow, row);
    if (action === undefined) throw new Error(`its action is not in configuration ${row.revision}`);
    // What lay behind a pause or an open breaker does not count, and is counted anew at every attempt.
    const extended = { ...taken, giveUpAt: giveUpAt + behindMs };
    const prepared = prepare(extended, trigger, { action, pinned, live, lead, now });
    const running = { ...taken, payload: payloadOf(prepared), state: 'running' as const, reason: null };
    return { row: running, putOff: false, action: prepared };
  } catch (error) {
    return unprepared(row, error);
  }
}

/** An action that cannot be prepared ends among the dead letters, and keeps no other from going out. */
export function unprepared(row: StoredAction, error: unknown): TakenUp {
  return ended(row, 'dead', `it could not be prepared: ${messageOf(error)}`);
}

/** It is not performed, and ends as it says. */
export function ended(row: StoredAction, state: 'skipped' | 'cancelled' | 'dead', reason: string): TakenUp {
  return { row: { ...row, state, reason }, putOff: false, action: null };
}

/**
 * Holds an action until its hours begin. Before its first attempt the whole time for giving up moves with it,
 * afterwards what is left of that time.
 */
export function held(row: StoredAction, until: number, reason: string, now: number): TakenUp {
  const from = row.attempts === 0 ? row.dueAt : now;
  const giveUpAt = row.giveUpAt + (until - from);
  const put = { dueAt: until, nextAt: until, giveUpAt, holdUntil: null, reason };
  return { row: { ...row, ...put }, putOff: true, action: null };
}

/**
 * News that was due at once is stale some time after the event. What was meant for later has the same time, but from
 * when it is first taken up: a relay that was away meanwhile still performs it.
 */
function giveUpAtOf(
  row: StoredAction,
  triggeredAt: number,
  { now, behindMs }: { now: number; behindMs: number },
): number {
  const meantForLater = row.dueAt > triggeredAt;
  return row.attempts === 0 && meantForLater ? now - behindMs + (row.giveUpAt - row.dueAt) : row.giveUpAt;
}

const TOO_LATE = 'the time for giving up had passed before the first attempt could be made';
