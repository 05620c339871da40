import {
  SAVE_ACTIONS,
  callLogIdOf,
  createOccurrence,
  decide,
  leadKeyOf,
  nameFields,
  updateLeadState,
  type Decision,
  type DeclaredKinds,
  type LeadKey,
  type Occurrence,
  type ReadingNote,
  type Rules,
  type SelfCausing,
  type Snapshot,
} from '@convoso-connect/core';
import type { ResolvedHook } from '@convoso-connect/core/config';
import type { Payload, Reading } from '@convoso-connect/receiver/parts';
import type { LiveConfig } from '../config/live-config.js';
import { readDelivery } from '../intake/reading.js';
import type { ReadDelivery } from '../intake/split.js';
import type { UnprocessedDelivery } from './inbox.js';
import type { LiveBook } from './live-book.js';
import type { PendingBook } from './pending-book.js';
import { actionRowsOf, occurrenceRowOf } from './rows.js';
import type { StateBook } from './state-book.js';
import { callAfter, callDelivered, priorOf, toldByAdmission } from './told.js';
import type { StoredAction } from '../store/ports/actions.js';
import type { StoredDelivery } from '../store/ports/intake.js';
import type { StoredOccurrence, WorkflowFailure } from '../store/ports/occurrences.js';

/** A delivery with its fields named, before what is known of its lead and call is looked up. */
export interface NamedDelivery {
  readonly row: UnprocessedDelivery;
  readonly snapshot: Snapshot;
  readonly notes: readonly ReadingNote[];
  readonly declared: DeclaredKinds | 'infer';
  readonly leadKey: LeadKey | null;
  readonly callLogId: string | null;
}

/** Names the fields of a stored delivery as its hook says; a hook deleted since counts as one without settings. */
export function nameDelivery(row: UnprocessedDelivery, config: LiveConfig): NamedDelivery {
  const reading = row.reading ?? readAgain(row);
  if (reading.outcome !== 'payload')
    throw new Error(`delivery ${row.id} was accepted and cannot be read again`);
  const hook = config.hooks.get(row.hookId)?.hook;
  const [record] = reading.records;
  const { snapshot, notes } = nameRecord(reading, hook, config);
  const kinds = hook?.occurrence ?? 'infer';
  return {
    row,
    snapshot,
    notes: [...record.notes, ...notes],
    declared: reading.event ?? (kinds === 'infer' ? 'infer' : { kinds, leadAction: null }),
    leadKey: leadKeyOf(snapshot),
    callLogId: callLogIdOf(snapshot),
  };
}

/** Whom a delivery that has just come is about, as its processing finds it unless the configuration changes meanwhile. */
export function leadOfArrival({ delivery, reading }: ReadDelivery, config: LiveConfig): LeadKey | null {
  return leadKeyOf(nameRecord(reading, config.hooks.get(delivery.hookId)?.hook, config).snapshot);
}

function nameRecord({ records: [record] }: Payload, hook: ResolvedHook | undefined, { rules }: LiveConfig) {
  return nameFields(record.received, hook?.fields ?? {}, rules.statuses);
}

function readAgain({ query, headers, body }: StoredDelivery): Reading {
  return readDelivery({ query, headers: JSON.parse(headers) as Record<string, string>, body });
}

/** What is known before a batch, and takes up what each of its deliveries changes. */
export interface Books {
  readonly states: StateBook;
  readonly live: LiveBook;
  readonly pending: PendingBook;
}

/** What a batch brought about, apart from what stands in its books. */
export interface BatchOutcome {
  readonly occurrences: ReadonlyMap<string, Occurrence>;
  readonly occurrenceRows: readonly StoredOccurrence[];
  readonly actionRows: readonly StoredAction[];
  readonly looping: readonly LoopingWorkflow[];
  readonly brokenChains: readonly BrokenChain[];
  readonly failures: readonly WorkflowFailure[];
}

/** A workflow that caused itself without end, and is to be switched off. */
export interface LoopingWorkflow extends SelfCausing {
  readonly occurrence: Occurrence;
  readonly reason: string;
}

/** A workflow that caused itself, until the rate limit held it back. */
export interface BrokenChain extends SelfCausing {
  readonly occurrence: Occurrence;
}

/** Runs deliveries through the engine in order, each on what the ones before it left in the books. */
export function runBatch(
  batch: readonly NamedDelivery[],
  books: Books,
  config: LiveConfig,
  repeatOf: (delivery: StoredDelivery) => string | null,
): BatchOutcome {
  const occurrences = new Map<string, Occurrence>();
  const occurrenceRows: StoredOccurrence[] = [];
  const actionRows: StoredAction[] = [];
  const looping: LoopingWorkflow[] = [];
  const brokenChains: BrokenChain[] = [];
  const failures: WorkflowFailure[] = [];
  for (const delivery of batch) {
    const { row } = delivery;
    const { occurrence, decided } = takeDelivery(delivery, books, rulesAfter(looping, config.rules));
    const rows = actionRowsOf(occurrence, decided, config);
    occurrences.set(occurrence.id, occurrence);
    occurrenceRows.push(
      occurrenceRowOf(row, occurrence, decided, { config, looksRepeatedOf: repeatOf(row) }),
    );
    for (const planned of rows) {
      actionRows.push(planned);
      addPending(books.pending, planned, occurrence, config);
    }
    failures.push(...failuresOf(occurrence, decided.decisions));
    for (const each of decided.selfCausing) {
      if (each.heldBackBy === 'rate limit') {
        brokenChains.push({ ...each, occurrence });
        continue;
      }
      looping.push({ ...each, occurrence, reason: loopReason(occurrence) });
      books.pending.drop(each.workflowId, (entry) => entry.cancellable && entry.savesLead);
    }
  }
  return { occurrences, occurrenceRows, actionRows, looping, brokenChains, failures };
}

function failuresOf({ id, receivedAt }: Occurrence, decisions: readonly Decision[]): WorkflowFailure[] {
  return decisions
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ workflowId, reason }) => {
      return { occurrenceId: id, workflowId, at: receivedAt, reason };
    });
}

function takeDelivery(
  { row, snapshot, notes, declared, leadKey, callLogId }: NamedDelivery,
  books: Books,
  rules: Rules,
) {
  const { states, live, pending } = books;
  const before = states.lead(leadKey);
  const call = states.call(callLogId);
  const { id, hookId, receivedAt } = row;
  const replayedAt = row.replayedAt ?? undefined;
  const input = { id, hookId, receivedAt, snapshot, notes, declared, lead: before, call };
  const again = toldByAdmission(input, call, leadKey);
  const occurrence = again?.occurrence ?? createOccurrence(input);
  // What an admission has told of is taken up already; where nothing else came since, the delivery may hold more of it.
  const isTakenUp = again !== null && before?.updatedAt !== again.told.at;
  const lead = leadKey === null ? null : isTakenUp ? before : updateLeadState(before, snapshot, receivedAt);
  if (leadKey !== null && lead !== null) pending.stop({ id, leadKey }, lead, rules.statuses);
  const decided = decide(rules, occurrence, {
    lead,
    guards: states.guards(leadKey),
    loops: states.loops,
    pendingOf: (workflowId) => pending.count(leadKey, workflowId),
    replayedAt,
  });
  live.take(occurrence);
  states.keepLoops(decided.loops);
  if (leadKey !== null && lead !== null) {
    states.keepLead(leadKey, lead);
    states.keepGuards(leadKey, decided.guards, replayedAt ?? receivedAt);
  }
  if (callLogId !== null) {
    const after =
      again === null
        ? callAfter(call, occurrence, {
            ...({ by: 'delivery', kinds: occurrence.kinds } as const),
            ...{ prior: priorOf(before, call), at: receivedAt },
          })
        : callDelivered(call, again.told);
    states.keepCall(callLogId, after, receivedAt);
  }
  return { occurrence, decided };
}

/** A workflow switched off by one delivery performs nothing for the next, though nothing is committed yet. */
function rulesAfter(looping: readonly LoopingWorkflow[], rules: Rules): Rules {
  if (looping.length === 0) return rules;
  const { switches } = rules;
  const offReason = (id: string): string | null =>
    looping.find(({ workflowId }) => workflowId === id)?.reason ?? switches.offReason(id);
  return { ...rules, switches: { loopsResetAt: (id) => switches.loopsResetAt(id), offReason } };
}

export function loopReason({ receivedAt }: Occurrence): string {
  return `switched off by loop protection at ${new Date(receivedAt).toISOString()}`;
}

function addPending(
  pending: PendingBook,
  row: StoredAction,
  trigger: Occurrence,
  { revision }: LiveConfig,
): void {
  if (trigger.leadKey === null) return;
  const compiled = revision.workflows.get(row.workflowId);
  const stops = compiled !== undefined && compiled.workflow.stopIf.type !== 'never';
  pending.add({
    count: 1,
    workflowId: row.workflowId,
    leadKey: trigger.leadKey,
    cancellable: true,
    savesLead: (SAVE_ACTIONS as readonly string[]).includes(row.type),
    stop: stops ? { id: row.id, test: compiled.stopIf, trigger } : null,
  });
}
