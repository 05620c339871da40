import {
  isEmpty,
  laneOf,
  normalisePhone,
  textOf,
  type Decided,
  type Occurrence,
  type Snapshot,
} from '@convoso-connect/core';
import type { LiveConfig } from '../config/live-config.js';
import { giveUpAfterSeconds, targetOf } from '../deliver/targets.js';
import type { StoredAction } from '../store/ports/actions.js';
import type { StoredDelivery } from '../store/ports/intake.js';
import type { StoredOccurrence } from '../store/ports/occurrences.js';

export function occurrenceRowOf(
  { seq }: StoredDelivery,
  occurrence: Occurrence,
  decided: Decided,
  { config, looksRepeatedOf }: { config: LiveConfig; looksRepeatedOf: string | null },
): StoredOccurrence {
  const leadPhone = phoneIn(occurrence.snapshot.lead['phone_number']);
  const callPhone = phoneIn(occurrence.snapshot.callLog['phone_number']);
  return {
    seq,
    id: occurrence.id,
    revision: config.revision.number,
    receivedAt: occurrence.receivedAt,
    leadKey: occurrence.leadKey,
    leadPhone: leadPhone ?? callPhone,
    callPhone: leadPhone === null || callPhone === leadPhone ? null : callPhone,
    occurrence: JSON.stringify(occurrence),
    decisions: JSON.stringify(decided.decisions),
    looksRepeatedOf,
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
): StoredAction[] {
  const { lead, callLog } = occurrence.snapshot;
  const digits = Math.max(2, String(already + decided.actions.length).length);
  const listId = textIn(lead['list_id']) ?? textIn(callLog['list_id']);
  return decided.actions.map((planned, index) => {
    const { workflowId, actionSetId, action, depth, otherSaves } = planned;
    const { requestedAt, dueAt, heldBecause, deadlineAt } = planned;
    const endpoint = 'endpointId' in action ? config.endpoints.get(action.endpointId) : undefined;
    const target = targetOf(action);
    return {
      id: `${occurrence.id}-${String(already + index + 1).padStart(digits, '0')}`,
      occurrenceId: occurrence.id,
      revision: config.revision.number,
      workflowId,
      actionSetId,
      actionId: action.id,
      type: action.type,
      target,
      leadKey: occurrence.leadKey,
      lane: laneOf(occurrence, action, endpoint),
      depth,
      otherSaves: otherSaves.length === 0 ? null : JSON.stringify(otherSaves),
      deadlineAt,
      requestedAt,
      dueAt,
      nextAt: dueAt,
      giveUpAt: dueAt + giveUpAfterSeconds(target, config.endpoints) * 1000,
      state: 'waiting',
      attempts: 0,
      holdUntil: null,
      runNow: false,
      payload: null,
      checks: null,
      reason: heldBecause,
      standsBehind: null,
      stoppedBy: null,
      overtook: null,
      listId,
      holder: null,
    };
  });
}
