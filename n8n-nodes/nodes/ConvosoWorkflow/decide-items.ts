import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { BoundedMap } from '../shared/bounded-map';
import { eachItem, type Plan } from '../shared/each-item';
import { givenOfItem, type Given } from '../shared/given';
import { showHints } from '../shared/hints';
import { hintNotes, readItemEvent, type ItemEvent } from '../shared/item-event';
import { receivedHere } from '../shared/received-here';
import { readStatuses } from '../shared/statuses';
import { dueHoldIn } from '../shared/relay/due-hold';
import { idempotencyKey, runIdentity } from '../shared/run-identity';
import { readTimeZone, zoneDoubt } from '../shared/time-zone';
import {
  decideItem,
  prepareWorkflow,
  reviewItem,
  type Held,
  type ItemDecision,
  type PreparedWorkflow,
} from './decide-item';
import { itemByRelay } from './item-by-relay';
import { neverByStatus } from './never-by-status';
import { processMemory } from './process-memory';
import { properties } from './properties';
import { memoryOf, readRelayRule } from './read-relay-rule';
import { readTiming, readWhenNotKnown, readWorkflow, type Workflow } from './read-workflow';
import { relayPrograms } from './relay-programs';

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
  const uncounted: string[] = [];
  const doubts = new Set<string>();
  const elsewhere: ItemEvent[] = [];
  const run = runIdentity(context);
  const programs = relayPrograms(context);
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
    const zone = zoneDoubt(given, context.getTimezone());
    if (zone !== null) doubts.add(zone);
    const workflow = preparedWorkflow(context, given, readOwn(context, given, nodeKey));
    if (itemIndex === 0) {
      const { statuses } = workflow.rules;
      for (const each of neverByStatus(workflow.compiled.workflow, statuses, given.flag('fromAccount')))
        doubts.add(each);
    }
    const before = decisionIn(item.json);
    const comesBack = before?.outcome === 'later' && before.decidedBy === nodeKey;
    const isDue = dueHoldIn(item.json) !== null;
    if (comesBack && !isDue) checkDue(given, before, now);
    const read = readItemEvent(item.json, now);
    if (events.length < MOST_HINTED) events.push(read);
    const rule = readRelayRule(given, workflow.compiled.workflow, nodeKey);
    const held = comesBack ? heldIn(before, read) : null;
    let decided: ItemDecision;
    if (rule === null && read.isNamed && !isTrial && receivedHere.isElsewhere(read)) elsewhere.push(read);
    if (isDue && !comesBack) decided = heldByAnother(nodeKey);
    else if (rule === null) {
      decided =
        held === null
          ? await decideItem(workflow, read, memory, now)
          : await reviewItem(workflow, read, memory, { now, held });
    } else {
      const timing = preparedWorkflow(context, given, readTiming(context.getNode(), given, nodeKey));
      // What is asked about again, as by Retry On Fail, has to be the same event.
      const event = read.isNamed ? read : { ...read, id: idempotencyKey(context, run, item.json, itemIndex) };
      decided = await itemByRelay(
        context,
        { rule, programs, timing, meanwhile: workflow, memory, isTrial },
        { given, itemIndex, json: item.json, event, before: comesBack ? before : null, held, now },
      );
      if (decided.by === 'go-on') uncounted.push(decided.reason);
    }
    const heldSince = comesBack ? before.heldSince : undefined;
    const decision = told(decided, { isTrial: isTrial && rule === null, heldSince });
    if (decision.dueAt !== undefined && decision.hold === undefined) dueTimes.push(decision.dueAt);
    return { json: { ...item.json, decision }, output: outputOf(decision.outcome) };
  });
  showHints(context, doubts);
  hintNotes(context, events);
  if (elsewhere.length > 0 && isBehindTrigger(context)) hintAtQueueMode(context);
  if (uncounted.length > 0) hintAtUncounted(context, uncounted);
  if (dueTimes.length > 0) hintAtLater(context, dueTimes);
  return branches;
}

/** The notes of a thousand items would only repeat those of the first. */
const MOST_HINTED = 50;

/** Items that have left by Later before this was told are taken to be held since their event. */
function heldIn({ heldSince = '', deadline = '' }: ItemDecision, { receivedAt }: ItemEvent): Held {
  const since = Date.parse(heldSince);
  const deadlineAt = Date.parse(deadline);
  return {
    since: Number.isNaN(since) ? receivedAt : since,
    ...(!Number.isNaN(deadlineAt) && { deadlineAt }),
  };
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
  showHints(context, [message]);
}

/** Of other events nobody here has noted where they were received. */
function isBehindTrigger(context: IExecuteFunctions): boolean {
  if (context.getMode() !== 'webhook') return false;
  return context
    .getParentNodes(context.getNode().name)
    .some(({ type }) => type.endsWith('.convosoTrigger') || type.endsWith('.convosoRelayTrigger'));
}

/** n8n tells a node nothing of queue mode, but what another process has received shows it. */
function hintAtQueueMode(context: IExecuteFunctions): void {
  const message =
    'This n8n runs in several processes (queue mode), and each counts for itself: a limit of 9 lets up to 9 pass for each of them. To count for all of them, choose Remember In: Relay.';
  showHints(context, [message]);
}

/** A trigger may lead into several nodes, each of which has held its own. */
function heldByAnother(nodeKey: string): ItemDecision {
  const reason = 'it was held by another Convoso Workflow node, which takes it up again';
  return { outcome: 'not-matched', reason, checks: [], decidedBy: nodeKey };
}

/** What was done without the relay is told where it was done, however the items go on. */
function hintAtUncounted(context: IExecuteFunctions, reasons: readonly string[]): void {
  const items = reasons.length === 1 ? '1 item' : `${reasons.length} items`;
  const message = `${items} went on without the relay, and were not counted there: ${reasons[0] ?? ''}`;
  showHints(context, [message]);
}

/** The workflow that the node's own parameters describe. Of a rule that the relay has, the node says only when to act. */
function readOwn(context: IExecuteFunctions, given: Given, nodeKey: string): Workflow {
  return memoryOf(given) === 'relayWorkflow'
    ? readTiming(context.getNode(), given, nodeKey)
    : readWorkflow(context.getNode(), given, nodeKey);
}

function preparedWorkflow(context: IExecuteFunctions, given: Given, workflow: Workflow): PreparedWorkflow {
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
