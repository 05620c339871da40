import { agentsOf, liveCallKeyOf, type Occurrence } from '@convoso-connect/core';
import type { Transaction } from 'kysely';
import type { LiveConfig } from '../config/live-config.js';
import type { Revisions } from '../config/revision.js';
import type { Notice } from '../notify/notice.js';
import { cancelActions, type ActionRow } from '../store/commands/actions.js';
import { lanesOf } from '../store/commands/claims.js';
import { markProcessed } from '../store/commands/deliveries.js';
import { findLiveCalls, saveLiveCalls } from '../store/commands/live-calls.js';
import { insertOccurrences } from '../store/commands/occurrences.js';
import { loadStates, saveStates } from '../store/commands/states.js';
import { saveSwitches, type SwitchRow } from '../store/commands/switches.js';
import { recordWorkflowFailures, type WorkflowFailure } from '../store/commands/workflow-failures.js';
import type { Schema } from '../store/schema.js';
import { brokenChainNotice, loopNotice } from './loop-notices.js';
import { nameDelivery, runBatch, type LoopingWorkflow, type NamedDelivery } from './batch.js';
import type { UnprocessedDelivery } from './inbox.js';
import { LiveBook } from './live-book.js';
import { loadPending } from './load-pending.js';
import type { Cancellation } from './pending-book.js';
import type { RepeatBatch } from './repeats.js';
import { StateBook } from './state-book.js';

export interface ProcessTools {
  readonly config: LiveConfig;
  readonly revisions: Revisions;
  readonly repeats: RepeatBatch;
}

/** What processing leaves to be done, in its transaction and once that is committed. */
export interface Processed {
  /** By id. */
  readonly occurrences: ReadonlyMap<string, Occurrence>;
  /** What was planned, to be stored within the same transaction: as waiting, or as taken up already. */
  readonly planned: readonly ActionRow[];
  /** Lanes that something cancelled has left, to be woken. */
  readonly vacated: readonly string[];
  /** Switches to be taken over by the board of the running configuration. */
  readonly switched: readonly SwitchRow[];
  /** Workflows that were switched off, of which nothing is to be performed any more. */
  readonly stopped: readonly StoppedWorkflow[];
  /** What the operator is to be told. */
  readonly notices: readonly Notice[];
}

export interface StoppedWorkflow {
  readonly workflowId: string;
  readonly reason: string;
}

/**
 * Process: turns stored deliveries into occurrences, decisions and planned actions within one transaction, the
 * states and guards of their leads read and written in it, and what they stop cancelled.
 */
export async function processBatch(
  tx: Transaction<Schema>,
  rows: readonly UnprocessedDelivery[],
  { config, revisions, repeats }: ProcessTools,
): Promise<Processed> {
  const batch = rows.map((row) => nameDelivery(row, config));
  const leadKeys = distinct(batch.map(({ leadKey }) => leadKey));
  const callLogIds = distinct(batch.map(({ callLogId }) => callLogId));
  const books = {
    states: new StateBook(await loadStates(tx, leadKeys, callLogIds)),
    live: new LiveBook(await findLiveCalls(tx, liveSearch(batch, leadKeys))),
    pending: await loadPending(tx, leadKeys, revisions),
  };
  const outcome = runBatch(batch, books, config, (row) => repeats.repeatOf(row));
  await insertOccurrences(tx, outcome.occurrenceRows);
  await recordWorkflowFailures(tx, outcome.failures);
  const cancellations = books.pending.cancelled();
  await cancelActions(tx, cancellations);
  const vacated = await lanesOf(
    tx,
    cancellations.map(({ id }) => id),
  );
  await saveStates(tx, books.states.changes());
  await saveLiveCalls(tx, books.live.changes());
  const switched = outcome.looping.map((each) => switchedOff(each, config));
  await saveSwitches(tx, switched);
  await markProcessed(
    tx,
    rows.map((row) => row.seq),
  );
  // What was planned and cancelled within the batch is stored as cancelled.
  const cancelled = new Map(cancellations.map((each) => [each.id, each]));
  return {
    occurrences: outcome.occurrences,
    planned: outcome.actionRows.map((row) => asCancelled(row, cancelled.get(row.id))),
    vacated,
    switched,
    stopped: outcome.looping.map(({ workflowId, reason }) => {
      return { workflowId, reason: `its workflow was ${reason}` };
    }),
    notices: [
      ...outcome.looping.map((each) => loopNotice(each, config)),
      ...outcome.brokenChains.map((each) => brokenChainNotice(each, config)),
      ...outcome.failures.map((each) => failureNotice(each, config)),
    ],
  };
}

function asCancelled(row: ActionRow, cancelled: Cancellation | undefined): ActionRow {
  if (cancelled === undefined) return row;
  const { reason, stoppedBy } = cancelled;
  return { ...row, state: 'cancelled', reason, stopped_by: stoppedBy };
}

/** Loop protection switches a workflow off, over what the configuration says. */
function switchedOff(
  { workflowId, occurrence, reason }: LoopingWorkflow,
  { switches }: LiveConfig,
): SwitchRow {
  const part = { kind: 'workflow', id: workflowId } as const;
  return switches.turned(part, { active: false, configured: true, reason, at: occurrence.receivedAt });
}

function failureNotice(
  { workflow_id: id, occurrence_id: occurrenceId, at, reason }: WorkflowFailure,
  { revision }: LiveConfig,
): Notice {
  const name = revision.workflows.get(id)?.workflow.name ?? id;
  const message =
    `The workflow "${name}" failed in the occurrence ${occurrenceId}: ${reason}. ` +
    'Everything else of that call went on; mend the workflow and replay it from the dead letters.';
  return { key: `workflow-failed:${id}`, kind: 'workflow-failed', message, at };
}

function liveSearch(batch: readonly NamedDelivery[], leadKeys: readonly string[]) {
  return {
    callKeys: distinct(batch.map(({ snapshot, leadKey }) => liveCallKeyOf({ snapshot, leadKey }))),
    leadKeys,
    agents: distinct(batch.flatMap(({ snapshot }) => agentsOf({ snapshot }))),
  };
}

function distinct<T extends string>(values: readonly (T | null)[]): T[] {
  return [...new Set(values)].filter((value) => value !== null);
}
