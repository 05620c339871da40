import { SAVE_ACTIONS, agentsOf, liveCallKeyOf, type Occurrence } from '@convoso-connect/core';
import type { Transaction } from 'kysely';
import type { LiveConfig } from '../config/live-config.js';
import type { Revisions } from '../config/revision.js';
import { cancelActions, insertActions } from '../store/commands/actions.js';
import { markProcessed } from '../store/commands/deliveries.js';
import { findLiveCalls, saveLiveCalls } from '../store/commands/live-calls.js';
import { notify } from '../store/commands/notifications.js';
import { insertOccurrences } from '../store/commands/occurrences.js';
import { cancelOfWorkflow } from '../store/commands/pending.js';
import { loadStates, saveStates } from '../store/commands/states.js';
import { saveSwitches, type SwitchRow } from '../store/commands/switches.js';
import type { Schema } from '../store/schema.js';
import type { UnprocessedDelivery } from './backlog.js';
import { nameDelivery, runBatch, type LoopingWorkflow, type NamedDelivery } from './batch.js';
import { LiveBook } from './live-book.js';
import { loadPending } from './load-pending.js';
import type { Repeats } from './repeats.js';
import { StateBook } from './state-book.js';

export interface ProcessTools {
  readonly config: LiveConfig;
  readonly revisions: Revisions;
  readonly repeats: Repeats;
}

/** What processing leaves to be done once its transaction is committed. */
export interface Processed {
  /** By id. */
  readonly occurrences: ReadonlyMap<string, Occurrence>;
  /** Switches to be taken over by the board of the running configuration. */
  readonly switched: readonly SwitchRow[];
}

const NOTHING: Processed = { occurrences: new Map(), switched: [] };

/**
 * Process: turns stored deliveries into occurrences, decisions and pending actions within one transaction, the
 * states and guards of their leads read and written in it, and what they stop cancelled.
 */
export async function processBatch(
  tx: Transaction<Schema>,
  rows: readonly UnprocessedDelivery[],
  { config, revisions, repeats }: ProcessTools,
): Promise<Processed> {
  if (rows.length === 0) return NOTHING;
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
  await insertActions(tx, outcome.actionRows);
  await cancelActions(tx, books.pending.cancelled());
  await saveStates(tx, books.states.changes());
  await saveLiveCalls(tx, books.live.changes());
  const switched = await switchOffLooping(tx, outcome.looping, config);
  await markProcessed(
    tx,
    rows.map((row) => row.seq),
  );
  return { occurrences: outcome.occurrences, switched };
}

/** Loop protection: the workflow is off, what it has pending of its kind is dropped, and the operator is told. */
async function switchOffLooping(
  tx: Transaction<Schema>,
  looping: readonly LoopingWorkflow[],
  { switches, revision }: LiveConfig,
): Promise<SwitchRow[]> {
  const rows: SwitchRow[] = [];
  for (const { workflowId, occurrence, reason } of looping) {
    const at = occurrence.receivedAt;
    const part = { kind: 'workflow', id: workflowId } as const;
    rows.push(switches.turned(part, { active: false, configured: true, reason, at }));
    await cancelOfWorkflow(tx, { workflowId, types: SAVE_ACTIONS, reason: `its workflow was ${reason}` });
    const name = revision.workflows.get(workflowId)?.workflow.name ?? workflowId;
    const lead = occurrence.leadKey?.replace(':', ' ') ?? 'a lead';
    const message =
      `The workflow "${name}" has been switched off: it caused itself 100 times in a row for ${lead}. ` +
      'Change it so that what it writes does not trigger it again, then switch it on.';
    await notify(tx, { key: `loop:${workflowId}`, kind: 'loop', message, at });
  }
  await saveSwitches(tx, rows);
  return rows;
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
