import {
  callLogIdOf,
  createOccurrence,
  decide,
  isEmpty,
  laneOf,
  leadKeyOf,
  nameFields,
  normalisePhone,
  textOf,
  updateCallState,
  updateLeadState,
  type Decided,
  type DeclaredKinds,
  type LeadKey,
  type Occurrence,
  type Snapshot,
} from '@convoso-connect/core';
import type { Insertable } from 'kysely';
import type { LiveConfig } from '../config/live-config.js';
import { readDelivery } from '../intake/reading.js';
import type { DeliveryRow } from '../store/commands/deliveries.js';
import type { StateChanges, States } from '../store/commands/states.js';
import type { ActionTable, OccurrenceTable } from '../store/schema.js';
import { StateBook } from './state-book.js';

/** A delivery with its fields named, before what is known of its lead and call is looked up. */
export interface NamedDelivery {
  readonly row: DeliveryRow;
  readonly snapshot: Snapshot;
  readonly declared: DeclaredKinds | 'infer';
  readonly leadKey: LeadKey | null;
  readonly callLogId: string | null;
}

/** Names the fields of a stored delivery as its hook says; a hook deleted since counts as one without settings. */
export function nameDelivery(row: DeliveryRow, config: LiveConfig): NamedDelivery {
  const headers = JSON.parse(row.headers) as Record<string, string>;
  const reading = readDelivery({ query: row.query, headers, body: row.body });
  if (reading.outcome !== 'payload')
    throw new Error(`delivery ${row.id} was accepted and cannot be read again`);
  const hook = config.hooks.get(row.hook_id)?.hook;
  const { snapshot } = nameFields(reading.received, hook?.fields ?? {});
  const kinds = hook?.occurrence ?? 'infer';
  return {
    row,
    snapshot,
    declared: reading.event ?? (kinds === 'infer' ? 'infer' : { kinds, leadAction: null }),
    leadKey: leadKeyOf(snapshot),
    callLogId: callLogIdOf(snapshot),
  };
}

/** Everything that processing a batch writes, in one transaction. */
export interface BatchOutcome {
  readonly occurrences: ReadonlyMap<string, Occurrence>;
  readonly occurrenceRows: readonly Insertable<OccurrenceTable>[];
  readonly actionRows: readonly Insertable<ActionTable>[];
  readonly states: StateChanges;
}

/** Runs deliveries through the engine in order, each on the states that the ones before it left. */
export function runBatch(
  batch: readonly NamedDelivery[],
  states: States,
  config: LiveConfig,
  repeatOf: (delivery: DeliveryRow) => string | null,
): BatchOutcome {
  const book = new StateBook(states);
  const occurrences = new Map<string, Occurrence>();
  const occurrenceRows: Insertable<OccurrenceTable>[] = [];
  const actionRows: Insertable<ActionTable>[] = [];
  for (const { row, snapshot, declared, leadKey, callLogId } of batch) {
    const lead = book.lead(leadKey);
    const call = book.call(callLogId);
    const { id, hook_id: hookId, received_at: receivedAt } = row;
    const occurrence = createOccurrence({ id, hookId, receivedAt, snapshot, declared, lead, call });
    const decided = decide(config.index, occurrence, book.guards(leadKey));
    occurrences.set(id, occurrence);
    occurrenceRows.push(occurrenceRowOf(row, occurrence, decided, config, repeatOf(row)));
    actionRows.push(...actionRowsOf(occurrence, decided, config));
    if (leadKey !== null) {
      book.keepLead(leadKey, updateLeadState(lead, snapshot, receivedAt));
      book.keepGuards(leadKey, decided.guards, receivedAt);
    }
    if (callLogId !== null) book.keepCall(callLogId, updateCallState(call, occurrence), receivedAt);
  }
  return { occurrences, occurrenceRows, actionRows, states: book.changes() };
}

function occurrenceRowOf(
  { seq }: DeliveryRow,
  occurrence: Occurrence,
  decided: Decided,
  { revision }: LiveConfig,
  looksRepeatedOf: string | null,
): Insertable<OccurrenceTable> {
  const leadPhone = phoneIn(occurrence.snapshot.lead['phone_number']);
  const callPhone = phoneIn(occurrence.snapshot.callLog['phone_number']);
  return {
    seq,
    id: occurrence.id,
    revision: revision.number,
    received_at: occurrence.receivedAt,
    lead_key: occurrence.leadKey,
    lead_phone: leadPhone ?? callPhone,
    call_phone: leadPhone === null || callPhone === leadPhone ? null : callPhone,
    occurrence: JSON.stringify(occurrence),
    decisions: JSON.stringify(decided.decisions),
    looks_repeated_of: looksRepeatedOf,
  };
}

function textIn(value: Snapshot['lead'][string] | undefined): string | null {
  return value === undefined || isEmpty(value) ? null : textOf(value).trim();
}

function phoneIn(value: Snapshot['lead'][string] | undefined): string | null {
  return value === undefined ? null : normalisePhone(textOf(value));
}

/** The nth planned action of an occurrence is called after it, so that a destination can trace its key back. */
function actionRowsOf(
  occurrence: Occurrence,
  decided: Decided,
  config: LiveConfig,
): Insertable<ActionTable>[] {
  const { lead, callLog } = occurrence.snapshot;
  const listId = textIn(lead['list_id']) ?? textIn(callLog['list_id']);
  return decided.actions.map(({ workflowId, actionSetId, action, dueAt }, index) => {
    const endpoint = 'endpointId' in action ? config.endpoints.get(action.endpointId) : undefined;
    if (endpoint === undefined) throw new Error(`action ${action.id} of ${workflowId} has no endpoint`);
    return {
      id: `${occurrence.id}-${String(index + 1).padStart(2, '0')}`,
      occurrence_id: occurrence.id,
      revision: config.revision.number,
      workflow_id: workflowId,
      action_set_id: actionSetId,
      action_id: action.id,
      type: action.type,
      endpoint_id: endpoint.id,
      lane: laneOf(occurrence, endpoint),
      due_at: dueAt,
      next_at: dueAt,
      give_up_at: dueAt + endpoint.giveUpAfterSeconds * 1000,
      state: 'waiting',
      attempts: 0,
      hold_until: null,
      payload: null,
      reason: null,
      overtook: null,
      list_id: listId,
    };
  });
}
