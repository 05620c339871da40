import { ConnectError, WORKFLOW_FAILED } from '@convoso-connect/core';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { accountZone } from '../account.js';
import { NothingToDo } from '../errors.js';
import { statusesForNames } from '../fields/dispositions.js';
import { STATUS_KEYS } from '../fields/event-inputs.js';
import { choiceInput, readRuleInputs } from '../fields/rule-inputs.js';
import type { Inputs } from '../inputs.js';
import { relayOf } from '../relay/connection.js';
import { decideAlone } from './decide-alone.js';
import { decideByRelay } from './decide-by-relay.js';
import { readDocument } from './document.js';
import type { RuleDecision } from './rule-decision.js';
import { occurrenceOf } from './rule-occurrence.js';

/** Whether a workflow would fire for this call event, with every check that was made and why. */
export async function matchRules(z: ZObject, bundle: Bundle<Inputs>): Promise<RuleResult> {
  const { inputData } = bundle;
  const statuses = await statusesForNames(z, bundle, STATUS_KEYS);
  const account = { timeZone: accountZone(bundle) };
  const { config } = readDocument({ account, workflows: [readRuleInputs(inputData, statuses)] });
  const [workflow] = config.workflows;
  if (workflow === undefined) throw new Error('the document lost its workflow');
  const { occurrence, isNamed } = occurrenceOf(inputData);
  const relay = relayOf(bundle);
  const asked = { ...config.account, workflow, occurrence };
  const decision =
    relay === null ? decideAlone(asked) : await decideByRelay(relay, { ...asked, isNamed }, bundle);
  const matched = decision.outcome === 'fired';
  if (!matched && choiceInput(inputData, 'onNoMatch') !== 'continue') throw stopOf(decision);
  return { id: occurrence.id, matched, ...decision };
}

interface RuleResult extends RuleDecision {
  readonly id: string;
  readonly matched: boolean;
}

/** A Zap stops in peace where the rules do not match, and in error where that could not be decided. */
function stopOf({ outcome, reason, trail_url }: RuleDecision): Error {
  const why = trail_url === '' ? '' : ` The whole decision: ${trail_url}`;
  if (outcome === 'failed') {
    const message = `The rules of this step failed: ${reason}.${why}`;
    return new ConnectError(WORKFLOW_FAILED, message, 'Correct the rules of this step, then replay the run.');
  }
  const isHeldBack = outcome !== 'not-matched' && outcome !== 'inactive';
  return new NothingToDo(`${isHeldBack ? 'Held back' : 'No match'}: ${reason}.${why}`);
}
