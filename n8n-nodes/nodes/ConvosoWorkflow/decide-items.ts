import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import { BoundedMap } from '../shared/bounded-map';
import { eachItem, type Plan } from '../shared/each-item';
import { givenOfItem, type Given } from '../shared/given';
import { readItemEvent } from '../shared/item-event';
import { mistake } from '../shared/mistake';
import { readStatuses } from '../shared/statuses';
import { readTimeZone } from '../shared/time-zone';
import {
  decideItem,
  prepareWorkflow,
  reviewItem,
  type ItemDecision,
  type PreparedWorkflow,
} from './decide-item';
import { processMemory } from './process-memory';
import { properties } from './properties';
import { readWorkflow } from './read-workflow';

/** In the order of the node's outputs. */
export const OUTPUTS = ['Fired', 'Later', 'Not Fired'] as const;

/** Workflows made ready, by what they are made of: most executions find theirs. */
const prepared = new BoundedMap<string, PreparedWorkflow>(500);

export async function decideItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const { id = '' } = context.getWorkflow();
  const nodeKey = `${id}/${context.getNode().id}`;
  const plan: Plan = {
    outputs: OUTPUTS.length,
    failedOutput: OUTPUTS.indexOf('Not Fired'),
    alsoOfFailed: ({ message }) => ({ decision: undecided(message, nodeKey) }),
  };
  return await eachItem(context, plan, (item, itemIndex) => {
    const now = Date.now();
    const given = givenOfItem(context, properties, itemIndex);
    const options = given.collection('options');
    const memory = processMemory(nodeKey, options.text('account'));
    const workflow = preparedWorkflow(context.getNode(), given, nodeKey);
    const before = decisionIn(item.json);
    const comesBack = before?.outcome === 'later' && before.decidedBy === nodeKey;
    if (comesBack) checkDue(context, before, now, itemIndex);
    const event = readItemEvent(item.json, now);
    const decision = comesBack
      ? reviewItem(workflow, event, memory, now)
      : decideItem(workflow, event, memory, now);
    return {
      json: { ...item.json, decision },
      output: outputOf(decision),
    };
  });
}

function preparedWorkflow(node: INode, given: Given, nodeKey: string): PreparedWorkflow {
  const workflow = readWorkflow(node, given, nodeKey);
  const settings = {
    timeZone: readTimeZone(given),
    statuses: readStatuses(given.collection('options')),
  };
  const key = JSON.stringify([workflow, settings]);
  const ready = prepared.get(key) ?? prepareWorkflow(workflow, settings);
  prepared.set(key, ready);
  return ready;
}

function decisionIn(json: IDataObject): ItemDecision | null {
  const { decision } = json;
  return typeof decision === 'object' && decision !== null ? (decision as unknown as ItemDecision) : null;
}

/** Clocks of a database and of a process may be a little apart. */
const TOLERANCE_MS = 2_000;

/** Without a Wait node in between it would go round and round until it is due. */
function checkDue(
  context: IExecuteFunctions,
  { dueAt = '' }: ItemDecision,
  now: number,
  itemIndex: number,
): void {
  if (!(Date.parse(dueAt) > now + TOLERANCE_MS)) return;
  throw mistake(context.getNode(), {
    parameter: 'Output Later',
    value: dueAt,
    message: 'What left by it has come back before it is due.',
    remedy: 'Put a Wait node in between, set to resume At Specified Time: {{ $json.decision.dueAt }}.',
    itemIndex,
  });
}

/** Nothing may be done about an item that could not be decided: not to know is no yes. */
function undecided(reason: string, decidedBy: string): IDataObject {
  return { outcome: 'error', reason, checks: [], decidedBy };
}

function outputOf({ outcome }: ItemDecision): number {
  if (outcome === 'fired') return OUTPUTS.indexOf('Fired');
  return OUTPUTS.indexOf(outcome === 'later' ? 'Later' : 'Not Fired');
}
