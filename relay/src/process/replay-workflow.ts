import { decideOne, type Decision, type LeadKey, type Occurrence } from '@convoso-connect/core';
import type { LiveConfig } from '../config/live-config.js';
import type { Revisions } from '../config/revision.js';
import { loadPending } from './load-pending.js';
import { actionRowsOf } from './rows.js';
import { StateBook } from './state-book.js';
import type { Unit } from '../store/store.js';

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
  unit: Unit,
  { occurrenceId, workflowId }: { occurrenceId: string; workflowId: string },
  { live, revisions, now }: { live: LiveConfig; revisions: Revisions; now: number },
): Promise<ReplayedWorkflow> {
  const failure = await unit.occurrences.findFailure({ occurrenceId, workflowId });
  const row = await unit.occurrences.find(occurrenceId);
  if (failure === undefined || row === undefined) return { kind: 'unknown' };
  const occurrence = JSON.parse(row.occurrence) as Occurrence;
  const leadKeys: LeadKey[] = occurrence.leadKey === null ? [] : [occurrence.leadKey];
  await unit.lockLeads(leadKeys);
  const states = new StateBook(await unit.leads.load(leadKeys, []));
  const pending = await loadPending(unit, leadKeys, revisions);
  const decided = decideOne(live.rules, workflowId, occurrence, {
    lead: states.lead(occurrence.leadKey),
    guards: states.guards(occurrence.leadKey),
    loops: states.loops,
    pendingOf: (id) => pending.count(occurrence.leadKey, id),
    replayedAt: now,
  });
  if (decided === null) return { kind: 'gone' };
  const { decision } = decided;
  await unit.occurrences.endFailure(failure);
  if (decision.outcome === 'failed') {
    await unit.occurrences.recordFailures([{ ...failure, reason: decision.reason }]);
    return { kind: 'decided', decision };
  }
  if (occurrence.leadKey !== null) {
    states.keepGuards(occurrence.leadKey, decided.guards, Math.max(occurrence.receivedAt, now));
    await unit.leads.save(states.changes());
  }
  await unit.actions.add(
    actionRowsOf(occurrence, decided, live, await unit.actions.countPlanned(occurrenceId)),
  );
  const before = JSON.parse(row.decisions) as readonly Decision[];
  const decisions = before.map((each) => (each.workflowId === workflowId ? decision : each));
  await unit.occurrences.replaceDecisions(row.seq, JSON.stringify(decisions));
  return { kind: 'decided', decision };
}
