import type { AdmitQuestion, WhenAway } from '@convoso-connect/core/relay-client';
import type { Given } from '../shared/given';
import type { Workflow } from './read-workflow';

type Limits = NonNullable<AdmitQuestion['limits']>;

/** How a node asks the relay. */
export interface RelayRule {
  readonly name: string;
  readonly step: string;
  /** Null: those of the relay's own workflow of that name. */
  readonly limits: Limits | null;
  /** Whether the relay also holds what is to be done later, and not n8n. */
  readonly holdsLater: boolean;
  readonly whenAway: WhenAway;
  readonly timeoutMs: number;
}

/** Where a node has its guardrails remembered; by `relayWorkflow` they are not its own. */
export function memoryOf(given: Given): 'process' | 'relay' | 'relayWorkflow' {
  return given.choice('rememberIn') as 'process' | 'relay' | 'relayWorkflow';
}

/** Null where the node remembers in its own process. `nodeKey`: what tells the node from all others. */
export function readRelayRule(given: Given, workflow: Workflow, nodeKey: string): RelayRule | null {
  const memory = memoryOf(given);
  if (memory === 'process') return null;
  refusePending(given, workflow);
  const options = given.collection('relayOptions');
  const name = options.text('rule').trim();
  const step = options.text('step').trim();
  const isOfRelay = memory === 'relayWorkflow';
  return {
    name: isOfRelay ? relayWorkflow(given) : name === '' ? `n8n/${nodeKey}` : name,
    step: step === '' ? `n8n/${nodeKey}` : step,
    limits: isOfRelay ? null : limitsOf(workflow),
    holdsLater: given.choice('holdIn') === 'relay',
    whenAway: given.choice('whenAway') as WhenAway,
    timeoutMs: options.number('timeoutSeconds') * 1000,
  };
}

/** What n8n holds the relay does not know, and what the relay holds is not looked at under the lead's lock. */
function refusePending(given: Given, { skipIfPending }: Workflow): void {
  if (!skipIfPending) return;
  throw given.refuse(
    'Skip If Pending',
    true,
    'A relay does not count what is held for an n8n.',
    'Take this guardrail away, or choose Remember In: This Process.',
  );
}

function relayWorkflow(given: Given): string {
  const id = given.text('relayWorkflow').trim();
  if (id !== '') return id;
  throw given.refuse(
    'Workflow ID',
    id,
    'No workflow of the relay is named.',
    "Write the id of a workflow of the relay's configuration, or choose Remember In: Relay.",
  );
}

/** What the relay has to know of a node's workflow to decide in its place. */
export function limitsOf(workflow: Workflow): Limits {
  const { relation, events, stopIf, ignoreOutsideHours, performActionOn, rateLimit, rateLimitScope } =
    workflow;
  return {
    ...(relation.all ? {} : { relation: { type: relation.type, ids: relation.ids } }),
    events,
    stopIf: stopIf.type === 'leadFilter' ? stopIf : stopIf.type,
    ...(ignoreOutsideHours === undefined ? {} : { ignoreOutsideHours }),
    performActionOn,
    rateLimit,
    rateLimitScope,
    skipIfLiveCall: workflow.actionSets[0]?.actions[0]?.skipIfLiveCall === true,
  };
}
