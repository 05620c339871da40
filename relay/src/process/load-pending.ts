import { SAVE_ACTIONS, type LeadKey, type Occurrence } from '@convoso-connect/core';
import type { Transaction } from 'kysely';
import type { Revisions } from '../config/revision.js';
import type { ActionRow } from '../store/commands/actions.js';
import { findOccurrences } from '../store/commands/occurrences.js';
import { pendingOfLeads } from '../store/commands/pending.js';
import type { Schema } from '../store/schema.js';
import { PendingBook, type PendingEntry } from './pending-book.js';

/** The unfinished actions of leads, each with the Stop Workflow If of the revision it was planned under. */
export async function loadPending(
  tx: Transaction<Schema>,
  leadKeys: readonly LeadKey[],
  revisions: Revisions,
): Promise<PendingBook> {
  const rows = await pendingOfLeads(tx, leadKeys);
  const stoppable: { row: ActionRow; test: NonNullable<PendingEntry['stop']>['test'] }[] = [];
  for (const row of rows) {
    const pinned = await revisions.get(row.revision, tx);
    const compiled = pinned.workflows.get(row.workflow_id);
    if (compiled !== undefined && compiled.workflow.stopIf.type !== 'never')
      stoppable.push({ row, test: compiled.stopIf });
  }
  const triggers = await findOccurrences(tx, [...new Set(stoppable.map(({ row }) => row.occurrence_id))]);
  const triggerOf = new Map(triggers.map((row) => [row.id, JSON.parse(row.occurrence) as Occurrence]));
  const tests = new Map(stoppable.map(({ row, test }) => [row.id, test]));
  return new PendingBook(
    rows.map((row): PendingEntry => {
      const test = tests.get(row.id);
      const trigger = triggerOf.get(row.occurrence_id);
      return {
        id: row.id,
        workflowId: row.workflow_id,
        leadKey: row.lead_key as LeadKey,
        cancellable: row.state === 'waiting',
        savesLead: (SAVE_ACTIONS as readonly string[]).includes(row.type),
        stop: test === undefined || trigger === undefined ? null : { test, trigger },
      };
    }),
  );
}
