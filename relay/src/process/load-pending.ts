import { SAVE_ACTIONS, type LeadKey, type Occurrence, type StopTest } from '@convoso-connect/core';
import type { Revisions } from '../config/revision.js';
import { storeFaultOf } from '../store/store-fault.js';
import { PendingBook, type PendingEntry } from './pending-book.js';
import { HOLD_ACTION } from '../store/ports/holds.js';
import type { PendingAction, PendingGroup } from '../store/ports/pending.js';
import type { Unit } from '../store/store.js';

/**
 * The unfinished actions of leads. Those of workflows that something may stop are read one by one, each with the Stop
 * Workflow If of the revision it was planned under; of all others it is enough to know how many there are.
 */
export async function loadPending(
  unit: Unit,
  leadKeys: readonly LeadKey[],
  revisions: Revisions,
): Promise<PendingBook> {
  const groups = await unit.pending.countOfLeads(leadKeys);
  const tests = new Map<string, StopTest>();
  for (const group of groups) {
    const test = await testOf(group, revisions, unit);
    if (test !== null) tests.set(planOf(group), test);
  }
  const stoppable = groups.filter((group) => tests.has(planOf(group)));
  const rows = await unit.pending.ofWorkflows(leadKeys, distinct(stoppable.map((each) => each.workflowId)));
  const stopped = rows.filter((row) => tests.has(planOf(row)));
  const triggers = await unit.occurrences.findMany(distinct(stopped.map((row) => row.occurrenceId)));
  const triggerOf = new Map(triggers.map((row) => [row.id, JSON.parse(row.occurrence) as Occurrence]));
  const counted = groups.filter((group) => !tests.has(planOf(group)));
  const entries = [
    ...counted.map((group) => entryOf(group, group.count, null)),
    ...stopped.map((row) => {
      const test = tests.get(planOf(row));
      const trigger = triggerOf.get(row.occurrenceId);
      const isKnown = test !== undefined && trigger !== undefined;
      return entryOf(row, 1, isKnown ? { id: row.id, test, trigger } : null);
    }),
  ];
  const holding = groups.filter(({ type }) => type === HOLD_ACTION).map(({ leadKey }) => leadKey as LeadKey);
  return new PendingBook(entries, new Set(holding));
}

/**
 * Null where nothing stops it. A configuration of then that cannot be read is no fault of the calls that come now: it
 * stops nothing, and the action ends with that reason when it comes due.
 */
async function testOf(
  { revision, workflowId }: PendingGroup,
  revisions: Revisions,
  unit: Unit,
): Promise<StopTest | null> {
  try {
    const compiled = (await revisions.get(revision, unit)).workflows.get(workflowId);
    return compiled === undefined || compiled.workflow.stopIf.type === 'never' ? null : compiled.stopIf;
  } catch (error) {
    if (storeFaultOf(error) !== null) throw error;
    return null;
  }
}

function entryOf(
  { workflowId, leadKey, state, type }: PendingGroup | PendingAction,
  count: number,
  stop: PendingEntry['stop'],
): PendingEntry {
  return {
    count,
    workflowId,
    leadKey: leadKey as LeadKey,
    cancellable: state === 'waiting',
    savesLead: (SAVE_ACTIONS as readonly string[]).includes(type),
    stop,
  };
}

/** What the same settings were planned under. */
function planOf({ workflowId, revision }: Pick<PendingGroup, 'workflowId' | 'revision'>): string {
  return `${revision} ${workflowId}`;
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
