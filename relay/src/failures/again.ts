import type { Occurrence, Review, FailedReview } from '@convoso-connect/core';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import type { Revisions } from '../config/revision.js';
import { reviewDue, type DueRow } from '../deliver/review.js';
import { giveUpAfterSeconds } from '../deliver/targets.js';
import type { StoredAction } from '../store/ports/actions.js';
import { causeOf } from '../store/ports/cause.js';
import type { Target } from '../store/ports/target.js';
import { storeFaultOf } from '../store/store-fault.js';
import type { Unit } from '../store/store.js';
import { messageOf } from '../work/isolate.js';

/** What sending again goes by: what is configured and switched now. */
export interface AgainParts {
  readonly clock: Clock;
  readonly config: () => LiveConfig;
  readonly revisions: Revisions;
}

/** What would become of an action at its next attempt. */
export interface Sorted {
  readonly row: StoredAction;
  readonly review: Review | FailedReview;
}

/**
 * Reviews actions as they will be reviewed at their attempt: whether they are switched on, Stop Workflow If, live calls, dates
 * and hours. Those that are in another state by now are left out.
 */
export async function sortOut(
  unit: Unit,
  ids: readonly string[],
  { clock, config, revisions, state }: AgainParts & { readonly state: 'dead' | 'waiting' },
): Promise<readonly Sorted[]> {
  const live = config();
  const found = await unit.actions.findMany(ids);
  const byId = new Map(found.map((row) => [row.id, row]));
  const rows = ids.flatMap((id) => byId.get(id) ?? []).filter((row) => row.state === state);
  const triggers = await triggersOf(unit, rows);
  const due: DueRow[] = [];
  const failed: Sorted[] = [];
  const events: Sorted[] = [];
  for (const row of rows) {
    // What is for a subscriber goes by nothing but who that is, which is asked at its attempt.
    if (causeOf(row) === 'subscription') {
      events.push({ row, review: { verdict: 'perform', checks: [] } });
      continue;
    }
    try {
      const trigger = triggers.get(row.occurrenceId);
      if (trigger === undefined) throw new Error(`occurrence ${row.occurrenceId} is gone`);
      due.push({ row, trigger, pinned: await revisions.get(row.revision, unit) });
    } catch (error) {
      if (storeFaultOf(error) !== null) throw error;
      failed.push({ row, review: unreviewed(error) });
    }
  }
  const reviews = await reviewDue(unit, due, { live, switches: live.switches, now: clock.now() });
  const sorted = due.flatMap(({ row }, index) => {
    const review = reviews[index]?.review;
    return review === undefined ? [] : [{ row, review }];
  });
  return [...sorted, ...events, ...failed];
}

async function triggersOf(
  unit: Unit,
  rows: readonly StoredAction[],
): Promise<ReadonlyMap<string, Occurrence>> {
  const ids = new Set(rows.map(({ occurrenceId }) => occurrenceId));
  const found = await unit.occurrences.findMany([...ids]);
  return new Map(found.map(({ id, occurrence }) => [id, JSON.parse(occurrence) as Occurrence]));
}

function unreviewed(error: unknown): FailedReview {
  const reason = `it could not be reviewed: ${messageOf(error)}`;
  return { verdict: 'fail', code: 'REVIEW_FAILED', reason, checks: [] };
}

/** Has actions that were given up tried again from now on, each with its key and body. */
export async function revive(
  unit: Unit,
  ids: readonly string[],
  { clock, config }: AgainParts,
): Promise<number> {
  const now = clock.now();
  const giveUpAt = (target: Target): number => now + giveUpAfterSeconds(target, config().endpoints) * 1000;
  return unit.deadLetters.reviveActions(ids, { now, giveUpAt }, { from: 'dead' });
}
