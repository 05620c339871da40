import { SAVE_ACTIONS, type LeadKey, type Occurrence, type StopTest } from '@convoso-connect/core';
import type { Transaction } from 'kysely';
import type { Revisions } from '../config/revision.js';
import { findOccurrences } from '../store/commands/occurrences.js';
import {
  countPendingOfLeads,
  pendingOfWorkflows,
  type PendingGroup,
  type PendingRow,
} from '../store/commands/pending-of-leads.js';
import type { Schema } from '../store/schema.js';
import { storeFaultOf } from '../store/store-fault.js';
import { PendingBook, type PendingEntry } from './pending-book.js';

/**
 * The unfinished actions of leads. Those of workflows that something may stop are read one by one, each with the Stop
 * Workflow If of the revision it was planned under; of all others it is enough to know how many there are.
 */
export async function loadPending(
  tx: Transaction<Schema>,
  leadKeys: readonly LeadKey[],
  revisions: Revisions,
): Promise<PendingBook> {
  const groups = await countPendingOfLeads(tx, leadKeys);
  const tests = new Map<string, StopTest>();
  for (const group of groups) {
    const test = await testOf(group, revisions, tx);
    if (test !== null) tests.set(planOf(group), test);
  }
  const stoppable = groups.filter((group) => tests.has(planOf(group)));
  const rows = await pendingOfWorkflows(tx, leadKeys, distinct(stoppable.map((each) => each.workflow_id)));
  const stopped = rows.filter((row) => tests.has(planOf(row)));
  const triggers = await findOccurrences(tx, distinct(stopped.map((row) => row.occurrence_id)));
  const triggerOf = new Map(triggers.map((row) => [row.id, JSON.parse(row.occurrence) as Occurrence]));
  const counted = groups.filter((group) => !tests.has(planOf(group)));
  return new PendingBook([
    ...counted.map((group) => entryOf(group, group.count, null)),
    ...stopped.map((row) => {
      const test = tests.get(planOf(row));
      const trigger = triggerOf.get(row.occurrence_id);
      const isKnown = test !== undefined && trigger !== undefined;
      return entryOf(row, 1, isKnown ? { id: row.id, test, trigger } : null);
    }),
  ]);
}

/**
 * Null where nothing stops it. A configuration of then that cannot be read is no fault of the calls that come now: it
 * stops nothing, and the action ends with that reason when it comes due.
 */
async function testOf(
  { revision, workflow_id }: PendingGroup,
  revisions: Revisions,
  tx: Transaction<Schema>,
): Promise<StopTest | null> {
  try {
    const compiled = (await revisions.get(revision, tx)).workflows.get(workflow_id);
    return compiled === undefined || compiled.workflow.stopIf.type === 'never' ? null : compiled.stopIf;
  } catch (error) {
    if (storeFaultOf(error) !== null) throw error;
    return null;
  }
}

function entryOf(
  { workflow_id, lead_key, state, type }: PendingGroup | PendingRow,
  count: number,
  stop: PendingEntry['stop'],
): PendingEntry {
  return {
    count,
    workflowId: workflow_id,
    leadKey: lead_key as LeadKey,
    cancellable: state === 'waiting',
    savesLead: (SAVE_ACTIONS as readonly string[]).includes(type),
    stop,
  };
}

/** What the same settings were planned under. */
function planOf({ workflow_id, revision }: Pick<PendingGroup, 'workflow_id' | 'revision'>): string {
  return `${revision} ${workflow_id}`;
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
