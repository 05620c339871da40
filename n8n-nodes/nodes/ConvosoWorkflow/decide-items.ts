import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { BoundedMap } from '../shared/bounded-map';
import { eachItem, type Plan } from '../shared/each-item';
import { givenOfItem, type Given } from '../shared/given';
import { hintNotes, readItemEvent, type ItemEvent } from '../shared/item-event';
import { readStatuses } from '../shared/statuses';
import { readTimeZone } from '../shared/time-zone';
import {
  decideItem,
  prepareWorkflow,
  reviewItem,
  type Held,
  type ItemDecision,
  type PreparedWorkflow,
} from './decide-item';
import { processMemory } from './process-memory';
import { properties } from './properties';
import { readWhenNotKnown, readWorkflow } from './read-workflow';

/** In the order of the node's outputs. */
export const OUTPUTS = ['Fired', 'Later', 'Not Fired'] as const;

/** Workflows made ready, by what they are made of: most executions find theirs. */
const prepared = new BoundedMap<string, PreparedWorkflow>(500);

export async function decideItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const { id = '' } = context.getWorkflow();
  const nodeKey = `${id}/${context.getNode().id}`;
  const isTrial = context.getMode() === 'manual';
  // A tool of an agent has one output, by which the model is to learn the reason too.
  const outputOf = context.isToolExecution() ? () => 0 : outputByOutcome;
  const dueTimes: string[] = [];
  const events: ItemEvent[] = [];
  const plan: Plan = {
    outputs: OUTPUTS.length,
    failedOutput: outputOf('error'),
    alsoOfFailed: ({ message }) => ({ decision: undecided(message, nodeKey) }),
  };
  const branches = await eachItem(context, plan, async (item, itemIndex) => {
    const now = Date.now();
    const given = givenOfItem(context, properties, itemIndex);
    const account = given.collection('options').text('account');
    const memory = processMemory({ nodeKey, account, isTrial });
    const workflow = preparedWorkflow(context, given, nodeKey);
    const before = decisionIn(item.json);
    const comesBack = before?.outcome === 'later' && before.decidedBy === nodeKey;
    if (comesBack) checkDue(given, before, now);
    const event = readItemEvent(item.json, now);
    if (events.length < MOST_HINTED) events.push(event);
    const decided = comesBack
      ? await reviewItem(workflow, event, memory, { now, held: heldIn(before, event) })
      : await decideItem(workflow, event, memory, now);
    const decision = told(decided, { isTrial, heldSince: comesBack ? before.heldSince : undefined });
    if (decision.dueAt !== undefined) dueTimes.push(decision.dueAt);
    return { json: { ...item.json, decision }, output: outputOf(decision.outcome) };
  });
  hintNotes(context, events);
  if (dueTimes.length > 0) hintAtLater(context, dueTimes);
  return branches;
}

/** The notes of a thousand items would only repeat those of the first. */
const MOST_HINTED = 50;

/** Items that have left by Later before this was told are taken to be held since their event. */
function heldIn({ heldSince = '' }: ItemDecision, { receivedAt }: ItemEvent): Held {
  const since = Date.parse(heldSince);
  return { since: Number.isNaN(since) ? receivedAt : since };
}

function told(
  decision: ItemDecision,
  { isTrial, heldSince }: { isTrial: boolean; heldSince: string | undefined },
): ItemDecision {
  const kept =
    decision.outcome === 'later' && heldSince !== undefined ? { ...decision, heldSince } : decision;
  const rate = decision.checks.find(({ check }) => check === 'rateLimit');
  const isOverRate = rate?.verdict === 'no';
  if (!isTrial || (decision.outcome !== 'fired' && !isOverRate)) return kept;
  return { ...kept, reason: `a trial, which counts for itself alone: ${rate?.reason ?? decision.reason}` };
}

/** Which outputs are connected n8n does not tell, but what is held needs a Wait node somewhere behind this one. */
function hintAtLater(context: IExecuteFunctions, dueTimes: readonly string[]): void {
  const behind = context.getChildNodes(context.getNode().name);
  if (behind.some(({ type, disabled }) => type === 'n8n-nodes-base.wait' && !disabled)) return;
  const [first = ''] = dueTimes.toSorted();
  const items = dueTimes.length === 1 ? '1 item has' : `${dueTimes.length} items have`;
  const message = `${items} left by Later, due from ${first} on, and nothing waits for that. Connect Later to a Wait node that resumes At Specified Time {{ $json.decision.dueAt }}, and lead it back into this node.`;
  context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
}

function preparedWorkflow(context: IExecuteFunctions, given: Given, nodeKey: string): PreparedWorkflow {
  const workflow = readWorkflow(context.getNode(), given, nodeKey);
  const settings = {
    timeZone: readTimeZone(given, context.getTimezone()),
    statuses: readStatuses(given.collection('options')),
    whenNotKnown: readWhenNotKnown(given),
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
function checkDue(given: Given, { dueAt = '' }: ItemDecision, now: number): void {
  if (!(Date.parse(dueAt) > now + TOLERANCE_MS)) return;
  throw given.refuse(
    'Output Later',
    dueAt,
    'What left by it has come back before it is due.',
    'Put a Wait node in between, set to resume At Specified Time: {{ $json.decision.dueAt }}.',
  );
}

/** Nothing may be done about an item that could not be decided: not to know is no yes. */
function undecided(reason: string, decidedBy: string): IDataObject {
  return { outcome: 'error', reason, checks: [], decidedBy };
}

function outputByOutcome(outcome: ItemDecision['outcome']): number {
  if (outcome === 'fired') return OUTPUTS.indexOf('Fired');
  return OUTPUTS.indexOf(outcome === 'later' ? 'Later' : 'Not Fired');
}
