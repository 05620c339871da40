import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { BoundedMap } from '../shared/bounded-map';
import { eachItem } from '../shared/each-item';
import { hintNotes, readItemEvent, type ItemEvent } from '../shared/item-event';
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
import { readWorkflow } from './read-workflow';

/** In the order of the node's outputs. */
export const OUTPUTS = ['Fired', 'Later', 'Not Fired'] as const;

/** Workflows made ready, by what they are made of: most executions find theirs. */
const prepared = new BoundedMap<string, PreparedWorkflow>(500);

export async function decideItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const { id = '' } = context.getWorkflow();
  const nodeKey = `${id}/${context.getNode().id}`;
  const events: ItemEvent[] = [];
  const branches = await eachItem(context, OUTPUTS.length, (item, itemIndex) => {
    const now = Date.now();
    const options = context.getNodeParameter('options', itemIndex, {}) as {
      account?: string;
      statuses?: unknown;
    };
    const memory = processMemory(nodeKey, options.account ?? 'main');
    const workflow = preparedWorkflow(context, nodeKey, options.statuses, itemIndex);
    const before = decisionIn(item.json);
    const comesBack = before?.outcome === 'later' && before.decidedBy === nodeKey;
    if (comesBack) checkDue(context, before, now, itemIndex);
    const event = readItemEvent(item.json, now);
    if (events.length < MOST_HINTED) events.push(event);
    const decision = comesBack
      ? reviewItem(workflow, event, memory, now)
      : decideItem(workflow, event, memory, now);
    return {
      json: { ...item.json, decision },
      output: outputOf(decision),
    };
  });
  hintNotes(context, events);
  return branches;
}

/** The notes of a thousand items would only repeat those of the first. */
const MOST_HINTED = 50;

function preparedWorkflow(
  context: IExecuteFunctions,
  nodeKey: string,
  statusesGiven: unknown,
  itemIndex: number,
): PreparedWorkflow {
  const workflow = readWorkflow(context, nodeKey, itemIndex);
  const settings = {
    timeZone: readTimeZone(context, itemIndex),
    statuses: readStatuses(context.getNode(), statusesGiven ?? [], itemIndex),
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

function outputOf({ outcome }: ItemDecision): number {
  if (outcome === 'fired') return OUTPUTS.indexOf('Fired');
  return OUTPUTS.indexOf(outcome === 'later' ? 'Later' : 'Not Fired');
}
