import { onLead } from '../../guardrails/on-lead.js';
import type { RuleContext } from '../../workflow/rule-context.js';
import type { ConfigProblem } from '../problem.js';
import type { ConnectConfig, Workflow } from '../settled.js';
import { askedByCondition, askedByEvent, askedByScope, type Asked } from './asked.js';
import { isImpossible } from './impossible.js';
import { changeProblems, kindProblems } from './kinds.js';

/**
 * What excludes each other in the scope and the events of a workflow, which all must hold of one call (domain-facts
 * J.10), so that it never fires; and in the filter that is to stop it, which then stops nothing.
 */
export function contradictions(workflow: Workflow, path: string, config: ConnectConfig): ConfigProblem[] {
  const { events, relation, stopIf } = workflow;
  const context = { timeZone: config.account.timeZone };
  const asked = [
    ...askedByScope(relation, `${path}.relation`),
    ...events.flatMap((event, index) => askedByEvent(event, `${path}.events[${String(index)}]`, context)),
  ];
  return [
    ...problemsOf(asked, OF_WORKFLOW),
    ...kindProblems(events, path, config),
    ...changeProblems(events, path),
    ...problemsOf(askedByStop(stopIf, `${path}.stopIf`, context), OF_STOP),
  ];
}

function askedByStop(stopIf: Workflow['stopIf'], path: string, context: RuleContext): Asked[] {
  if (stopIf.type !== 'leadFilter') return [];
  return stopIf.conditions.map((condition, index) =>
    askedByCondition(onLead(condition), `${path}.conditions[${String(index)}]`, context),
  );
}

/** How a contradiction is told, by where it stands. */
interface Wording {
  readonly code: string;
  readonly one: string;
  readonly result: string;
  /** What helps where two demands cannot be put into one. */
  readonly otherwise: string;
}

const OF_WORKFLOW: Wording = {
  code: 'EVENTS_CONTRADICT',
  one: 'call',
  result: 'this workflow never fires',
  otherwise: 'Remove one of them; for "or", make a workflow for each.',
};
const OF_STOP: Wording = {
  code: 'STOP_CONTRADICTS',
  one: 'lead',
  result: 'this stops nothing',
  otherwise: 'Remove one of them: a filter has no "or" but in the list of one condition with `within`.',
};

/** One for each demand that excludes an earlier one, or all earlier ones together. */
function problemsOf(asked: readonly Asked[], wording: Wording): ConfigProblem[] {
  return asked.flatMap((each, index) => {
    const earlier = asked.slice(0, index).filter(({ subject }) => subject.key === each.subject.key);
    const other = earlier.find((one) => isImpossible([one.demand, each.demand]));
    if (other !== undefined) return [problem([other], each, wording)];
    const before = earlier.map(({ demand }) => demand);
    // What is impossible without this one is told already.
    if (before.length < 2 || isImpossible(before) || !isImpossible([...before, each.demand])) return [];
    return [problem(earlier, each, wording)];
  });
}

function problem(
  earlier: readonly Asked[],
  { subject, path, words, together }: Asked,
  { code, one, result, otherwise }: Wording,
): ConfigProblem {
  const both = earlier.length === 1 ? 'Both' : 'All';
  const values = `${earlier.map((each) => each.words).join(', ')} and ${words}`;
  const cannot = subject.holdsSeveral ? `one value of ${subject.name}` : subject.name;
  const so = subject.holdsSeveral ? `without several values of it ${result}` : result;
  const isChoice = together !== null && earlier.every((each) => each.together === together);
  return {
    code,
    path,
    value: JSON.stringify(words),
    message: `${both} must be true of one ${one}, and ${cannot} cannot be ${values} at once: ${so}.`,
    remedy: isChoice ? `For "or", ${together}.` : otherwise,
  };
}
