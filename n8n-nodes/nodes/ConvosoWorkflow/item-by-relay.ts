import type { GuardLedger } from '@convoso-connect/core';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Given } from '../shared/given';
import type { ItemEvent } from '../shared/item-event';
import { dueHoldIn, type DueHold } from '../shared/relay/due-hold';
import { decideByRelay, reviewByRelay, type AskedRelay } from './decide-by-relay';
import type { Held, ItemDecision, PreparedWorkflow } from './decide-item';
import { holdInRelay, refuseSecondWait, refuseWithoutTrigger } from './hold-in-relay';
import type { RelayRule } from './read-relay-rule';
import { ofRelay, type RelayPrograms } from './relay-programs';

export interface ItemOfRelay {
  readonly given: Given;
  readonly itemIndex: number;
  readonly json: IDataObject;
  readonly event: ItemEvent;
  /** What this node has decided of it before, where it comes back. */
  readonly before: ItemDecision | null;
  readonly held: Held | null;
  readonly now: number;
}

export interface NodeOfRelay {
  readonly rule: RelayRule;
  readonly programs: RelayPrograms;
  readonly timing: PreparedWorkflow;
  readonly meanwhile: PreparedWorkflow;
  readonly memory: GuardLedger;
  readonly isTrial: boolean;
}

/** Decides an item whose guardrails the relay keeps, and has the relay hold it where it is to wait there. */
export async function itemByRelay(
  context: IExecuteFunctions,
  node: NodeOfRelay,
  { given, itemIndex, json, event, before, held, now }: ItemOfRelay,
): Promise<ItemDecision> {
  const { rule, programs, isTrial } = node;
  const holdsThere = rule.holdsLater && !isTrial;
  if (holdsThere) refuseWithoutTrigger(context, given);
  if (before !== null) refuseSecondWait(given, json, before);
  const due = dueHoldIn(json);
  // Each time that it comes back is another one.
  const round = before === null ? '' : (due?.holdId ?? before.dueAt ?? '');
  return await ofRelay(context, itemIndex, async () => {
    const { ask, hold } = await programs(rule);
    const asked: AskedRelay = { ...node, ask };
    const decision = await decided(asked);
    if (decision.outcome !== 'later' || !holdsThere) return decision;
    const { workflow } = node.meanwhile.compiled;
    return await holdInRelay({ hold, workflow, event, json, decision, round });
  });

  async function decided(asked: AskedRelay): Promise<ItemDecision> {
    if (before === null || held === null) return await decideByRelay(asked, event, { now, round: '' });
    if (before.askAgain === true) return await decideByRelay(asked, event, { now, round });
    // The relay has looked at it a moment ago, by the node's own limits; those of its workflow it has to be asked for.
    if (due !== null && rule.limits !== null) return resumed(due, before);
    return await reviewByRelay(asked, event, { now, held });
  }
}

function resumed({ reason }: DueHold, { decidedBy }: ItemDecision): ItemDecision {
  return { outcome: 'fired', reason: `held by the relay: ${reason}`, checks: [], decidedBy, by: 'relay' };
}
