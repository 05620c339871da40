import { agentsOf, liveCallKeyOf, type Occurrence } from '@convoso-connect/core';
import type { LiveConfig } from '../config/live-config.js';
import type { Revisions } from '../config/revision.js';
import type { Notice } from '../notify/notice.js';
import { stopHolds } from '../holds/stopping.js';
import { brokenChainNotice, loopNotice } from './loop-notices.js';
import { switchedOff, switchedOffChange } from './loop-switch.js';
import { nameDelivery, runBatch, type NamedDelivery } from './batch.js';
import type { UnprocessedDelivery } from './inbox.js';
import { LiveBook } from './live-book.js';
import type { OrderOfLeads } from './order-of-leads.js';
import { loadPending } from './load-pending.js';
import type { Cancellation } from './pending-book.js';
import type { RepeatBatch } from './repeats.js';
import { StateBook } from './state-book.js';
import type { StoredAction } from '../store/ports/actions.js';
import type { StoredSwitch } from '../store/ports/switches.js';
import type { WorkflowFailure } from '../store/ports/occurrences.js';
import type { Target } from '../store/ports/target.js';
import type { Unit } from '../store/store.js';
import { together } from '../store/together.js';
import { planCallEvents } from '../subscriptions/publish.js';

export interface ProcessTools {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly config: LiveConfig;
  readonly revisions: Revisions;
  readonly repeats: RepeatBatch;
  readonly order: OrderOfLeads;
}

/** What processing leaves to be done, in its transaction and once that is committed. */
export interface Processed {
  /** What is processed now. */
  readonly rows: readonly UnprocessedDelivery[];
  /** What is left in the inbox for now, behind an earlier delivery about the same lead that another relay has to process. */
  readonly behind: readonly UnprocessedDelivery[];
  /** By id. */
  readonly occurrences: ReadonlyMap<string, Occurrence>;
  /** What was planned, to be stored within the same transaction: as waiting, or as taken up already. */
  readonly planned: readonly StoredAction[];
  /** Lanes that something cancelled has left, to be woken. */
  readonly vacated: readonly string[];
  /** Where something is due now: holds that are to be told that they are stopped. */
  readonly due: readonly Target[];
  /** Switches to be taken over by the board of the running configuration. */
  readonly switched: readonly StoredSwitch[];
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
 * states and guards of their leads read and written in it, what they stop cancelled, and whoever has subscribed to them told.
 */
export async function processBatch(
  unit: Unit,
  oldest: readonly UnprocessedDelivery[],
  { now, config, revisions, repeats, order }: ProcessTools,
): Promise<Processed> {
  const all = oldest.map((row) => nameDelivery(row, config));
  const leadKeys = distinct(all.map(({ leadKey }) => leadKey));
  const callLogIds = distinct(all.map(({ callLogId }) => callLogId));
  const [, behind, states, live, pending] = await together(
    unit.lockLeads(leadKeys),
    // Only after it: what another relay was just processing about these leads is no longer in the inbox.
    order.behind(unit, oldest),
    unit.leads.load(leadKeys, callLogIds),
    unit.leads.liveCalls(liveSearch(all, leadKeys)),
    loadPending(unit, leadKeys, revisions),
  );
  const batch = all.filter(({ row }) => !behind.includes(row));
  const rows = batch.map(({ row }) => row);
  const books = { states: new StateBook(states), live: new LiveBook(live), pending };
  const outcome = runBatch(batch, books, config, (row) => repeats.repeatOf(row));
  const cancellations = books.pending.cancelled();
  const [vacated] = await together(
    unit.claims.lanesOf(cancellations.map(({ id }) => id)),
    unit.occurrences.add(outcome.occurrenceRows),
    unit.occurrences.recordFailures(outcome.failures),
    unit.actions.cancel(cancellations, { from: 'waiting' }),
    unit.leads.save(books.states.changes()),
    unit.leads.saveLiveCalls(books.live.changes()),
    unit.intake.markProcessed(rows.map((row) => row.seq)),
  );
  const news = [...outcome.occurrences.values()].map((occurrence) => {
    return { occurrence, lead: books.states.lead(occurrence.leadKey) };
  });
  const due = await stopHolds(unit, news, { live: config, holding: books.pending.holding, now });
  const switched = outcome.looping.map((each) => switchedOff(each, config));
  await unit.switches.save(switched);
  for (const each of outcome.looping) await unit.audit.record(switchedOffChange(each));
  const events = await planCallEvents(unit, outcome.occurrences.values(), {
    ...{ now, revision: config.revision.number, statuses: config.rules.statuses },
  });
  // What was planned and cancelled within the batch is stored as cancelled.
  const cancelled = new Map(cancellations.map((each) => [each.id, each]));
  return {
    rows,
    behind,
    occurrences: outcome.occurrences,
    planned: [...outcome.actionRows.map((row) => asCancelled(row, cancelled.get(row.id))), ...events],
    vacated,
    due,
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

function asCancelled(row: StoredAction, cancelled: Cancellation | undefined): StoredAction {
  if (cancelled === undefined) return row;
  const { reason, stoppedBy } = cancelled;
  return { ...row, state: 'cancelled', reason, stoppedBy };
}

function failureNotice(
  { workflowId: id, occurrenceId, at, reason }: WorkflowFailure,
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
