import {
  isEmpty,
  laneOf,
  normalisePhone,
  textOf,
  type Decided,
  type Occurrence,
  type Snapshot,
} from '@convoso-connect/core';
import type { Insertable } from 'kysely';
import type { LiveConfig } from '../config/live-config.js';
import { giveUpAfterSeconds, targetOf } from '../deliver/targets.js';
import type { ActionRow } from '../store/commands/actions.js';
import type { DeliveryRow } from '../store/commands/deliveries.js';
import type { OccurrenceTable } from '../store/schema.js';

export function occurrenceRowOf(
  { seq }: DeliveryRow,
  occurrence: Occurrence,
  decided: Decided,
  { config, looksRepeatedOf }: { config: LiveConfig; looksRepeatedOf: string | null },
): Insertable<OccurrenceTable> {
  const leadPhone = phoneIn(occurrence.snapshot.lead['phone_number']);
  const callPhone = phoneIn(occurrence.snapshot.callLog['phone_number']);
  return {
    seq,
    id: occurrence.id,
    revision: config.revision.number,
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

/**
 * The nth planned action of an occurrence is called after it, so that a destination can trace its key back. All numbers
 * of an occurrence have the same length, because actions of one moment go out in the order of their ids. Those planned
 * later, when a workflow is played again, count on from what there is already.
 */
export function actionRowsOf(
  occurrence: Occurrence,
  decided: Pick<Decided, 'actions'>,
  config: LiveConfig,
  already = 0,
): ActionRow[] {
  const { lead, callLog } = occurrence.snapshot;
  const digits = Math.max(2, String(already + decided.actions.length).length);
  const listId = textIn(lead['list_id']) ?? textIn(callLog['list_id']);
  return decided.actions.map((planned, index) => {
    const { workflowId, actionSetId, action, depth, requestedAt, dueAt, heldBecause } = planned;
    const endpoint = 'endpointId' in action ? config.endpoints.get(action.endpointId) : undefined;
    const target = targetOf(action);
    return {
      id: `${occurrence.id}-${String(already + index + 1).padStart(digits, '0')}`,
      occurrence_id: occurrence.id,
      revision: config.revision.number,
      workflow_id: workflowId,
      action_set_id: actionSetId,
      action_id: action.id,
      type: action.type,
      endpoint_id: target,
      lead_key: occurrence.leadKey,
      lane: laneOf(occurrence, action, endpoint),
      depth,
      requested_at: requestedAt,
      due_at: dueAt,
      next_at: dueAt,
      give_up_at: dueAt + giveUpAfterSeconds(target, config.endpoints) * 1000,
      state: 'waiting',
      attempts: 0,
      hold_until: null,
      run_now: 0,
      payload: null,
      checks: null,
      reason: heldBecause,
      stopped_by: null,
      overtook: null,
      list_id: listId,
    };
  });
}
