import {
  ConnectError,
  WORKFLOW_FAILED,
  compileWorkflow,
  createOccurrence,
  decideByEvent,
  type Check,
  type Decision,
  type Occurrence,
} from '@convoso-connect/core';
import type { FormParts, Workflow } from '@convoso-connect/core/config';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { ulid } from 'ulid';
import { accountZone } from '../account.js';
import { NothingToDo } from '../errors.js';
import { readCallEventInputs } from '../fields/call-event-inputs.js';
import { statusesForNames } from '../fields/dispositions.js';
import { STATUS_KEYS } from '../fields/event-inputs.js';
import { choiceInput, readRuleInputs } from '../fields/rule-inputs.js';
import { textInput, type Inputs } from '../inputs.js';
import { readDocument } from './document.js';

/** Whether a workflow would fire for this call event, with every check that was made and why. */
export async function matchRules(z: ZObject, bundle: Bundle<Inputs>): Promise<RuleResult> {
  const { inputData } = bundle;
  const statuses = await statusesForNames(z, bundle, STATUS_KEYS);
  const account = { timeZone: accountZone(bundle) };
  const { config } = readDocument({ account, workflows: [readRuleInputs(inputData, statuses)] });
  const [workflow] = config.workflows;
  if (workflow === undefined) throw new Error('the document lost its workflow');
  const occurrence = occurrenceOf(inputData);
  const decision = decideAlone(config.account, workflow, occurrence);
  const matched = decision.outcome === 'fired';
  if (!matched && choiceInput(inputData, 'onNoMatch') !== 'continue') throw stopOf(decision);
  return {
    id: occurrence.id,
    matched,
    outcome: decision.outcome,
    reason: decision.reason,
    checks: decision.checks.map((check) => ({ event: '', ...check })),
  };
}

interface RuleResult {
  readonly id: string;
  readonly matched: boolean;
  readonly outcome: Decision['outcome'];
  readonly reason: string;
  readonly checks: readonly object[];
}

/** A Zap stops in peace where the rules do not match, and in error where that could not be decided. */
function stopOf({ outcome, reason }: Decision): Error {
  if (outcome !== 'failed') return new NothingToDo(`No match: ${reason}.`);
  const message = `The rules of this step failed: ${reason}.`;
  return new ConnectError(WORKFLOW_FAILED, message, 'Correct the rules of this step, then replay the run.');
}

/** Where nobody said what happened, the values tell. */
function occurrenceOf(inputs: Inputs): Occurrence {
  const { id, receivedAt, kinds, snapshot } = readCallEventInputs(inputs);
  const leadAction = textInput(inputs, 'leadAction') || null;
  return createOccurrence({
    id: textInput(inputs, 'eventId') || (id ?? ulid()),
    hookId: 'zapier',
    receivedAt: receivedAt ?? Date.now(),
    snapshot,
    declared: kinds.length === 0 ? 'infer' : { kinds, leadAction },
    lead: null,
    call: null,
  });
}

/** Decides by this event alone. What the guards would have to remember is not there, and each of them says so. */
function decideAlone(
  { timeZone }: FormParts['account'],
  workflow: Workflow,
  occurrence: Occurrence,
): Decision {
  const decision = decideByEvent(compileWorkflow(workflow, { timeZone }), occurrence, { timeZone });
  if (decision.outcome === 'not-matched') return decision;
  return { ...decision, checks: [...decision.checks, ...GUARDS_OF_A_RELAY] };
}

const GUARDS_OF_A_RELAY = (['rateLimit', 'loop', 'pending'] as const).map((check): Check => ({
  check,
  verdict: 'unknown',
  code: 'NEEDS_RELAY',
  reason: 'not guarded here: it counts across runs, which needs a relay',
}));
