import { decideOne, type Decision, type LeadKey, type Occurrence } from '@convoso-connect/core';
import type { Transaction } from 'kysely';
import type { LiveConfig } from '../config/live-config.js';
import type { Revisions } from '../config/revision.js';
import { countPlanned, insertActions } from '../store/commands/actions.js';
import { findOccurrence, replaceDecisions } from '../store/commands/occurrences.js';
import { loadStates, saveStates } from '../store/commands/states.js';
import {
  endWorkflowFailure,
  findWorkflowFailure,
  recordWorkflowFailures,
} from '../store/commands/workflow-failures.js';
import type { Schema } from '../store/schema.js';
import { loadPending } from './load-pending.js';
import { actionRowsOf } from './rows.js';
import { StateBook } from './state-book.js';

/** What a workflow came to that was played again; `unknown`: no such failure · `gone`: it is not there any more. */
export type ReplayedWorkflow =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'decided'; readonly decision: Decision };

/**
 * Plays a workflow again that failed with an error, for the one occurrence in which it did, by the rules of today and on
 * what is known of the lead today. The decision takes the place of the failed one in the trail.
 */
export async function replayWorkflow(
  tx: Transaction<Schema>,
  { occurrenceId, workflowId }: { occurrenceId: string; workflowId: string },
  { live, revisions, now }: { live: LiveConfig; revisions: Revisions; now: number },
): Promise<ReplayedWorkflow> {
  const failure = await findWorkflowFailure(tx, { occurrenceId, workflowId });
  const row = await findOccurrence(tx, occurrenceId);
  if (failure === undefined || row === undefined) return { kind: 'unknown' };
  const occurrence = JSON.parse(row.occurrence) as Occurrence;
  const leadKeys: LeadKey[] = occurrence.leadKey === null ? [] : [occurrence.leadKey];
  const states = new StateBook(await loadStates(tx, leadKeys, []));
  const pending = await loadPending(tx, leadKeys, revisions);
  const decided = decideOne(live.rules, workflowId, occurrence, {
    lead: states.lead(occurrence.leadKey),
    guards: states.guards(occurrence.leadKey),
    loops: states.loops,
    pendingOf: (id) => pending.count(occurrence.leadKey, id),
    replayedAt: now,
  });
  if (decided === null) return { kind: 'gone' };
  const { decision } = decided;
  await endWorkflowFailure(tx, failure);
  if (decision.outcome === 'failed') {
    await recordWorkflowFailures(tx, [{ ...failure, reason: decision.reason }]);
    return { kind: 'decided', decision };
  }
  if (occurrence.leadKey !== null) {
    states.keepGuards(occurrence.leadKey, decided.guards, Math.max(occurrence.receivedAt, now));
    await saveStates(tx, states.changes());
  }
  await insertActions(tx, actionRowsOf(occurrence, decided, live, await countPlanned(tx, occurrenceId)));
  const before = JSON.parse(row.decisions) as readonly Decision[];
  const decisions = before.map((each) => (each.workflowId === workflowId ? decision : each));
  await replaceDecisions(tx, row.seq, JSON.stringify(decisions));
  return { kind: 'decided', decision };
}
