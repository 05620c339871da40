import type { RelayHolds } from '@convoso-connect/core/relay-client';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { dueHoldIn } from '../shared/relay/due-hold';
import type { Given } from '../shared/given';
import { heldFor } from '../shared/relay/held-for';
import type { ItemEvent } from '../shared/item-event';
import { asCallEvent } from './as-call-event';
import type { ItemDecision } from './decide-item';
import type { Workflow } from './read-workflow';

export interface ToHold {
  readonly hold: RelayHolds;
  /** The node's own, whose timing and Stop If count while it is held. */
  readonly workflow: Workflow;
  readonly event: ItemEvent;
  readonly json: IDataObject;
  readonly decision: ItemDecision;
  /** Which time this event is held; empty for the first. */
  readonly round: string;
}

/**
 * Has the relay hold what is to be done later. It comes back through the Convoso Relay Trigger, unless what the lead comes
 * to meanwhile stops it. While the relay is away and it is to go on, n8n has to wait for it as for what no relay holds.
 */
export async function holdInRelay({ hold, json, decision, ...of }: ToHold): Promise<ItemDecision> {
  const { event, workflow, round } = of;
  const [action] = workflow.actionSets[0]?.actions ?? [];
  if (action === undefined) throw new TypeError('A workflow of a node has one action.');
  const { decidedBy, askAgain, dueAt = '' } = decision;
  const [workflowId = ''] = decidedBy.split('/');
  const name = `n8n/${decidedBy}/${event.id}`;
  const kept: ItemDecision = {
    outcome: 'later',
    reason: 'held by the relay',
    checks: [],
    decidedBy,
    heldSince: new Date(event.receivedAt).toISOString(),
    ...(askAgain === true ? { askAgain, dueAt } : {}),
  };
  const answer = await hold({
    // The same again, as by Retry On Fail, is the same hold.
    id: round === '' ? name : `${name}/${round}`,
    rule: heldFor(workflowId),
    payload: { ...json, decision: kept },
    event: asCallEvent(event),
    until: askAgain === true ? { at: dueAt } : (action.schedule ?? {}),
    stopIf: workflow.stopIf,
    skipIfLiveCall: action.skipIfLiveCall,
    ...(action.type === 'SMS' ? { contact: action.type } : {}),
  });
  if (answer.held) {
    const { id, dueAt: due, reason } = answer.made.hold;
    return { ...decision, reason: `held by the relay: ${reason}`, dueAt: due, hold: { id } };
  }
  if (answer.by === 'stop') throw answer.error;
  return {
    ...decision,
    reason: `${answer.reason}; n8n has to wait for it: ${decision.reason}`,
    by: answer.by,
  };
}

/** Refuses to have held what nothing would ever bring back. */
export function refuseWithoutTrigger(context: IExecuteFunctions, given: Given): void {
  const before = context.getParentNodes(context.getNode().name, { includeNodeParameters: true });
  const isThere = before.some(
    ({ type, disabled, parameters }) =>
      type.endsWith('.convosoRelayTrigger') &&
      !disabled &&
      [parameters?.['topics']].flat().includes('hold.due'),
  );
  if (isThere) return;
  throw given.refuse(
    'Hold Later In',
    given.value('holdIn'),
    'No Convoso Relay Trigger leads into this node that would bring back what the relay holds.',
    'Add one with Events: Held Actions That Are Due, connect it to this node, and publish the workflow; or choose Wait Node.',
  );
}

/** Refuses what waits in n8n although the relay holds it: it would be done twice. */
export function refuseSecondWait(given: Given, json: IDataObject, { hold }: ItemDecision): void {
  if (hold === undefined || dueHoldIn(json) !== null) return;
  throw given.refuse(
    'Output Later',
    hold.id,
    'The relay holds this item and brings it back by the Convoso Relay Trigger, and it has come back without it.',
    'Lead what leaves by Later to no node that brings it back here.',
  );
}
