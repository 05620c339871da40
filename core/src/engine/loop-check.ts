import type { Workflow } from '../config/index.js';
import { deliveredLeadField, echoOf, otherSavesOf, type Echo, type OtherSaves } from '../guardrails/echo.js';
import { LOOP_LIMIT, countIteration, type LoopState } from '../guardrails/loop.js';
import type { GuardStates } from '../guardrails/states.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import { writtenFields } from '../workflow/save-actions.js';
import { listOf } from '../workflow/wording.js';
import type { Check } from './decision.js';
import type { Rules } from './rules.js';

/** What loop protection says of a trigger. */
export interface LoopChecked {
  readonly check: Check;
  /** What this trigger brought back of the workflow's own doing; null where something else caused it. */
  readonly echo: Echo | null;
  /** What other workflows saved on the way to it. */
  readonly otherSaves: readonly OtherSaves[];
  /** The workflow's iterations after it; the same object where nothing was counted. */
  readonly loop: LoopState;
  /** The workflow is to be switched off. */
  readonly looping: boolean;
}

/**
 * Loop protection (domain-facts J.13): counts triggers that the workflow caused itself. Null where the workflow saves
 * no lead, and so cannot cause itself.
 */
export function checkLoop(
  workflow: Workflow,
  occurrence: Occurrence,
  { guards, loop: before, rules }: { guards: GuardStates; loop: LoopState; rules: Rules },
): LoopChecked | null {
  const fields = writtenFields(workflow.actionSets.flatMap((set) => set.actions));
  if (fields.length === 0) return null;
  if (occurrence.leadKey === null)
    return { check: NO_LEAD, echo: null, otherSaves: [], loop: before, looping: false };
  const echo = echoOf(workflow.id, guards.echoes, occurrence);
  const { state, iterations, looping } = countIteration(before, {
    depth: echo?.depth ?? 0,
    now: occurrence.receivedAt,
    resetAt: rules.switches.loopsResetAt(workflow.id),
  });
  const check =
    echo === null
      ? notSelfCaused(fields, occurrence)
      : selfCaused(causeOf(echo, rules), echo.depth, { iterations, looping });
  return {
    check,
    echo,
    otherSaves: otherSavesOf(workflow.id, guards.echoes, occurrence),
    loop: state,
    looping,
  };
}

const NO_LEAD: Check = {
  check: 'loop',
  verdict: 'yes',
  code: 'NO_LEAD',
  reason: 'not applicable: the delivery has neither a lead id nor a phone number',
};

/** Workflows that trigger each other are each caused by itself, by way of the others. */
function causeOf({ fields, others }: Echo, { index }: Rules): string {
  const written = `(${fields.join(', ')})`;
  if (others.length === 0) return `caused by what this workflow wrote itself ${written}`;
  const names = others.map((id) => `"${index.find(id)?.workflow.name ?? id}"`);
  return `caused by this workflow itself, by way of ${names.join(' and ')}: what they wrote came back ${written}`;
}

function selfCaused(
  cause: string,
  depth: number,
  { iterations, looping }: { iterations: number; looping: boolean },
): Check {
  if (looping) {
    const often =
      iterations >= LOOP_LIMIT ? `${LOOP_LIMIT} times within an hour` : `${LOOP_LIMIT} times in a row`;
    const reason = `${cause}, ${often}: the workflow is switched off`;
    return { check: 'loop', verdict: 'no', code: 'LOOPING', reason };
  }
  const count =
    depth < 2
      ? 'one echo of a save is no loop'
      : `${depth} saves in a row, iteration ${iterations} of ${LOOP_LIMIT} within an hour`;
  return { check: 'loop', verdict: 'yes', code: 'SELF_CAUSED', reason: `${cause}: ${count}` };
}

function notSelfCaused(fields: readonly string[], occurrence: Occurrence): Check {
  const unseen = fields.filter((field) => deliveredLeadField(occurrence, field) === undefined);
  if (unseen.length > 0) {
    const reason =
      `a loop could not be seen: the workflow writes ${listOf(unseen)}, ` +
      "which was not delivered: map it in Convoso's Adaptor";
    return { check: 'loop', verdict: 'yes', code: 'LOOP_UNSEEN', reason };
  }
  const reason = 'not caused by the workflow itself';
  return { check: 'loop', verdict: 'yes', code: 'NOT_SELF_CAUSED', reason };
}
