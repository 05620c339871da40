import { createHash } from 'node:crypto';
import { ConnectError } from '@convoso-connect/core';
import { relayLedger, type AdmitQuestion } from '@convoso-connect/core/relay-client';
import type { Bundle } from 'zapier-platform-core';
import { TryLater, secondsUntil } from '../errors.js';
import { isLimitedByWorkflow, readWhenAway, skipsLiveCalls } from '../fields/guard-inputs.js';
import { textInput, type Inputs } from '../inputs.js';
import { relayClient } from '../relay/client.js';
import type { RelayDoor } from '../relay/connection.js';
import { eventForRelay } from '../relay/event-for-relay.js';
import { trailOfForm } from '../relay/trail.js';
import { decideAlone, type Asked } from './decide-alone.js';
import type { RuleDecision } from './rule-decision.js';

interface AskedOfRelay extends Asked {
  /** Whether the event has an id of its own. */
  readonly isNamed: boolean;
}

/**
 * Asks the relay, which decides by the rules of the form and its own memory, and counts for all who name the same rule.
 * The same run asked again has the same answer and counts once; while a sample is loaded nothing is counted.
 *
 * @throws {TryLater} while the relay is away and the form does not say to go on
 * @throws {ConnectError} CALL_EVENT_WITHOUT_ID, RULE_WITHOUT_NAME, and what the relay refuses
 */
export async function decideByRelay(
  relay: RelayDoor,
  asked: AskedOfRelay,
  bundle: Bundle<Inputs>,
): Promise<RuleDecision> {
  const { inputData, meta } = bundle;
  const byWorkflow = isLimitedByWorkflow(inputData);
  // The events of the form count beside those of a workflow, which knows nothing of them.
  const alone = byWorkflow ? decideAlone(asked) : null;
  if (alone !== null && alone.outcome !== 'fired') return alone;
  const limits = byWorkflow ? undefined : limitsOf(asked.workflow, skipsLiveCalls(inputData));
  const question: AdmitQuestion = {
    ...nameOf(inputData, asked.workflow),
    event: eventForRelay(asked),
    ...(limits === undefined ? {} : { limits }),
    ...(meta.isLoadingSample ? { dryRun: true } : {}),
  };
  const ask = relayLedger(relayClient(relay, bundle), { whenAway: readWhenAway(inputData) });
  const answer = await ask(question);
  if (answer.by !== 'relay') {
    const { admitted, reason, error } = answer;
    if (!admitted) throw new TryLater(`Not decided yet: ${reason}.`, secondsUntil(error));
    return { ...decideAlone(asked, { code: 'RELAY_AWAY', reason }), decided_by: 'go-on' };
  }
  const { outcome, reason, checks, clearsAt } = answer.admission;
  return {
    outcome,
    reason,
    checks: checks.map((check) => ({ event: '', ...check })),
    decided_by: 'relay',
    clears_at: clearsAt ?? '',
    trail_url: trailOfForm(relay, inputData),
  };
}

/**
 * Rules of one name share their limit, and an event counts once for all that ask about it by the same rules. What is asked by
 * other rules is another question, and never answered by that answer.
 *
 * @throws {ConnectError} RULE_WITHOUT_NAME
 */
function nameOf(
  inputs: Inputs,
  { id: _id, ...rules }: Asked['workflow'],
): Pick<AdmitQuestion, 'rule' | 'step'> {
  const rule = textInput(inputs, 'ruleName');
  if (rule !== '') return { rule, step: `zapier ${fingerprintOf(rules)}` };
  throw new ConnectError(
    'RULE_WITHOUT_NAME',
    'The relay counts by the name of a rule, and this one has none.',
    'Fill in Rule Name: rules of the same name share their limit.',
  );
}

/** Short enough to be read. */
function fingerprintOf(rules: object): string {
  return createHash('sha256').update(JSON.stringify(rules)).digest('hex').slice(0, 12);
}

function limitsOf(workflow: Asked['workflow'], skipIfLiveCall: boolean): AdmitQuestion['limits'] {
  const { relation, events, ignoreOutsideHours, performActionOn, rateLimit, rateLimitScope, stopIf } =
    workflow;
  const { type, ids, all } = relation;
  return {
    events,
    performActionOn,
    rateLimit,
    rateLimitScope,
    ...(all ? {} : { relation: { type, ids } }),
    ...(ignoreOutsideHours === undefined ? {} : { ignoreOutsideHours }),
    ...(stopIf.type === 'leadFilter' ? { stopIf } : { stopIf: stopIf.type }),
    skipIfLiveCall,
  };
}
