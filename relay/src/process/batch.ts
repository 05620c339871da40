import {
  SAVE_ACTIONS,
  callLogIdOf,
  createOccurrence,
  decide,
  leadKeyOf,
  nameFields,
  updateCallState,
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
import type { Insertable } from 'kysely';
import type { ActionRow } from '../store/commands/actions.js';
import type { LiveConfig } from '../config/live-config.js';
import { readDelivery, type Reading } from '../intake/reading.js';
import type { DeliveryRow } from '../store/commands/deliveries.js';
import type { WorkflowFailure } from '../store/commands/workflow-failures.js';
import type { OccurrenceTable } from '../store/schema.js';
import type { UnprocessedDelivery } from './inbox.js';
import type { LiveBook } from './live-book.js';
import type { PendingBook } from './pending-book.js';
import { actionRowsOf, occurrenceRowOf } from './rows.js';
import type { StateBook } from './state-book.js';

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
  const hook = config.hooks.get(row.hook_id)?.hook;
  const [record] = reading.records;
  const { snapshot, notes } = nameFields(record.received, hook?.fields ?? {}, config.rules.statuses);
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

function readAgain({ query, headers, body }: DeliveryRow): Reading {
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
  readonly occurrenceRows: readonly Insertable<OccurrenceTable>[];
  readonly actionRows: readonly ActionRow[];
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
  repeatOf: (delivery: DeliveryRow) => string | null,
): BatchOutcome {
  const occurrences = new Map<string, Occurrence>();
  const occurrenceRows: Insertable<OccurrenceTable>[] = [];
  const actionRows: ActionRow[] = [];
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
      return { occurrence_id: id, workflow_id: workflowId, at: receivedAt, reason };
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
  const { id, hook_id: hookId, received_at: receivedAt } = row;
  const replayedAt = row.replayed_at ?? undefined;
  const occurrence = createOccurrence({
    id,
    hookId,
    receivedAt,
    snapshot,
    notes,
    declared,
    lead: before,
    call,
  });
  const lead = leadKey === null ? null : updateLeadState(before, snapshot, receivedAt);
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
  if (callLogId !== null) states.keepCall(callLogId, updateCallState(call, occurrence), receivedAt);
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

function loopReason({ receivedAt }: Occurrence): string {
  return `switched off by loop protection at ${new Date(receivedAt).toISOString()}`;
}

function addPending(
  pending: PendingBook,
  row: ActionRow,
  trigger: Occurrence,
  { revision }: LiveConfig,
): void {
  if (trigger.leadKey === null) return;
  const compiled = revision.workflows.get(row.workflow_id);
  const stops = compiled !== undefined && compiled.workflow.stopIf.type !== 'never';
  pending.add({
    count: 1,
    workflowId: row.workflow_id,
    leadKey: trigger.leadKey,
    cancellable: true,
    savesLead: (SAVE_ACTIONS as readonly string[]).includes(row.type),
    stop: stops ? { id: row.id, test: compiled.stopIf, trigger } : null,
  });
}
