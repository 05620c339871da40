import type { Occurrence } from '@convoso-connect/core';
import type { Transaction } from 'kysely';
import type { LiveConfig } from '../config/live-config.js';
import type { Revisions } from '../config/revision.js';
import {
  LANE_HOLD_MS,
  beginAttempts,
  dueActions,
  endpointsWithDueActions,
  endUnattempted,
  holdAction,
  type ActionRow,
} from '../store/commands/actions.js';
import { findOccurrences } from '../store/commands/occurrences.js';
import type { Schema } from '../store/schema.js';
import type { SwitchBoard } from '../switches/switch-board.js';
import type { InFlight } from './in-flight.js';
import { payloadOf, prepare, type PreparedAction } from './prepare.js';
import { reviewDue, type DueRow, type Reviewed } from './review.js';
import { findAction } from './standing.js';

/** At most this many of an endpoint are taken up in one turn, so that who waits for its commit need not wait long. */
const CLAIMED_AT_ONCE = 64;

export interface ClaimParts {
  readonly live: LiveConfig;
  /** As they will be once this transaction is committed. */
  readonly switches: SwitchBoard;
  readonly revisions: Revisions;
  readonly inFlight: InFlight;
  /** Occurrences at hand, which need not be read back. */
  readonly fresh: ReadonlyMap<string, Occurrence>;
  readonly now: number;
}

/** What was taken up, and whether there may be more that could be. */
export interface Claimed {
  readonly actions: readonly PreparedAction[];
  readonly more: boolean;
}

/**
 * Takes up the actions that are due and first in their lane, as many as their endpoints have places for. Each is
 * reviewed first; what is switched off, stopped, deleted or has grown too old in the meantime is ended here with its
 * reason, and what came due outside its hours is held.
 */
export async function claimDueActions(tx: Transaction<Schema>, parts: ClaimParts): Promise<Claimed> {
  const { due, found, cut } = await dueRows(tx, parts);
  const reviews = await reviewDue(tx, due, parts);
  const prepared = [];
  for (const [index, each] of due.entries()) {
    const reviewed = reviews[index];
    if (reviewed === undefined) throw new Error(`action ${each.row.id} was not reviewed`);
    const action = await takeUp(tx, each, reviewed, parts);
    if (action !== null) prepared.push(action);
  }
  await beginAttempts(
    tx,
    prepared.map((action) => ({ ...action.row, payload: payloadOf(action) })),
  );
  // One that was found and is not performed makes way for the next in its lane.
  return { actions: prepared, more: cut || found > prepared.length };
}

/** The due actions with all that their review needs; one of which something is gone is ended and left out. */
async function dueRows(
  tx: Transaction<Schema>,
  { live, revisions, inFlight, fresh, now }: ClaimParts,
): Promise<{ due: DueRow[]; found: number; cut: boolean }> {
  const rows = [];
  let cut = false;
  for (const endpointId of await endpointsWithDueActions(tx, now)) {
    const places = Math.min(inFlight.freePlaces(endpointId), CLAIMED_AT_ONCE);
    if (places === 0) continue;
    const found = await dueActions(tx, endpointId, now, places);
    cut ||= found.length === CLAIMED_AT_ONCE;
    rows.push(...found);
  }
  const occurrences = await occurrencesOf(tx, rows, fresh);
  const due = [];
  for (const { passes, ...row } of rows) {
    const trigger = occurrences.get(row.occurrence_id);
    try {
      if (trigger === undefined) throw new Error(`occurrence ${row.occurrence_id} is gone`);
      const pinned =
        row.revision === live.revision.number ? live.revision : await revisions.get(row.revision, tx);
      due.push({ row: { ...row, overtook: passes }, trigger, pinned });
    } catch (error) {
      await endUnprepared(tx, row, error);
    }
  }
  return { due, found: rows.length, cut };
}

/** Does what a review says; gives the action where it is to be performed. */
async function takeUp(
  tx: Transaction<Schema>,
  { row, trigger, pinned }: DueRow,
  { review, lead }: Reviewed,
  { live, now }: ClaimParts,
): Promise<PreparedAction | null> {
  const { id } = row;
  // That it was active goes without saying, where nothing else was asked.
  const checks = review.checks.length > 1 ? JSON.stringify(review.checks) : null;
  if (review.verdict === 'skip' || review.verdict === 'cancel') {
    const state = review.verdict === 'skip' ? 'skipped' : 'cancelled';
    await endUnattempted(tx, id, { state, reason: review.reason, checks });
    return null;
  }
  if (review.verdict === 'hold') {
    const { until, reason } = review;
    // Before its first attempt the whole time for giving up moves with it, afterwards what is left of that time.
    const from = row.attempts === 0 ? row.due_at : now;
    await holdAction(tx, { id, until, giveUpAt: row.give_up_at + (until - from), reason, checks });
    return null;
  }
  const giveUpAt = giveUpAtOf(row, trigger, now);
  if (row.attempts === 0 && now > giveUpAt) {
    await endUnattempted(tx, id, { state: 'dead', reason: TOO_LATE, checks });
    return null;
  }
  const taken = { ...row, checks, give_up_at: giveUpAt, hold_until: row.hold_until ?? now + LANE_HOLD_MS };
  try {
    const workflow = pinned.workflows.get(row.workflow_id)?.workflow;
    const action = workflow === undefined ? undefined : findAction(workflow, row);
    if (action === undefined) throw new Error(`its action is not in configuration ${row.revision}`);
    return prepare(taken, trigger, { action, pinned, live, lead, now });
  } catch (error) {
    await endUnprepared(tx, row, error);
    return null;
  }
}

/**
 * News that was due at once is stale some time after the event. What was meant for later has the same time, but from
 * when it is first taken up: a relay that was away meanwhile still performs it.
 */
function giveUpAtOf(row: ActionRow, trigger: Occurrence, now: number): number {
  const meantForLater = row.due_at > trigger.receivedAt;
  return row.attempts === 0 && meantForLater ? now + (row.give_up_at - row.due_at) : row.give_up_at;
}

/** One action that cannot be prepared must not keep the others of the turn from going out. */
async function endUnprepared(tx: Transaction<Schema>, { id }: ActionRow, error: unknown): Promise<void> {
  const reason = `it could not be prepared: ${error instanceof Error ? error.message : String(error)}`;
  await endUnattempted(tx, id, { state: 'dead', reason });
}

async function occurrencesOf(
  tx: Transaction<Schema>,
  rows: readonly ActionRow[],
  fresh: ReadonlyMap<string, Occurrence>,
): Promise<ReadonlyMap<string, Occurrence>> {
  const missing = new Set(rows.map((row) => row.occurrence_id).filter((id) => !fresh.has(id)));
  if (missing.size === 0) return fresh;
  const stored = await findOccurrences(tx, [...missing]);
  return new Map([
    ...fresh,
    ...stored.map((row) => [row.id, JSON.parse(row.occurrence) as Occurrence] as const),
  ]);
}

const TOO_LATE = 'the time for giving up had passed before the first attempt could be made';
