import { comparable } from '../workflow/facts.js';
import { listOf } from '../workflow/wording.js';
import type { Condition } from './conditions.js';
import type { WorkflowEvent } from './events.js';
import type { ConfigProblem } from './problem.js';
import type { ConnectConfig, Workflow } from './settled.js';

/** Something that an event says of a call, which has one value of it. */
interface Claim {
  /** What has the value, as in `the status of one call`. */
  readonly of: string;
  readonly values: readonly string[];
  /** Where the values stand. */
  readonly path: string;
  /** How to ask for several values in one place. */
  readonly together: string;
}

/** Events that exclude each other: all must be true of one call (domain-facts J.10), so that such a workflow never fires. */
export function contradictions({ events }: Workflow, path: string, config: ConnectConfig): ConfigProblem[] {
  return [
    ...claimProblems(events, path),
    ...kindProblems(events, path, config),
    ...changeProblems(events, path),
  ];
}

function claimProblems(events: readonly WorkflowEvent[], path: string): ConfigProblem[] {
  const claims = events.flatMap((event, index) => claimsOf(event, `${path}.events[${String(index)}]`));
  return claims.flatMap((claim, index) => {
    const earlier = claims.slice(0, index).find((other) => other.of === claim.of && areApart(other, claim));
    if (earlier === undefined) return [];
    const both = `${listOf(earlier.values)} and ${listOf(claim.values)}`;
    return [
      {
        code: 'EVENTS_CONTRADICT',
        path: claim.path,
        value: JSON.stringify(listOf(claim.values)),
        message: `Both must be true of one call, and ${claim.of} cannot be ${both} at once: this workflow never fires.`,
        remedy: `For "or", ${claim.together}.`,
      },
    ];
  });
}

function areApart(one: Claim, other: Claim): boolean {
  const values = new Set(one.values.map(comparable));
  return !other.values.some((value) => values.has(comparable(value)));
}

const IN_VALUES = 'put both in `values` of one event';

function claimsOf(event: WorkflowEvent, path: string): Claim[] {
  switch (event.type) {
    case 'DISPOSITION':
    case 'REDISPOSITION':
      return claim('its status', event.values, `${path}.values`);
    case 'LEAD_STATUS':
      return claim('its status', event.to, `${path}.to`, 'put both in `to` of one event');
    case 'TERM_REASON':
      return claim('its term reason', event.values, `${path}.values`);
    case 'CALL_TYPE':
      return claim('its type', event.values, `${path}.values`);
    case 'LEAD_ACTION':
      return claim('its lead action', event.values, `${path}.values`);
    case 'SUBMITTED_BY':
      return claim('who submitted the lead', event.values, `${path}.values`);
    case 'LEAD_FIELDS_AND_CALL_DATA':
      return event.conditions.flatMap((condition, index) =>
        claimOfCondition(condition, `${path}.conditions[${String(index)}]`),
      );
    default:
      return [];
  }
}

function claim(
  of: string,
  values: readonly string[] | undefined,
  path: string,
  together = IN_VALUES,
): Claim[] {
  return values === undefined ? [] : [{ of, values, path, together }];
}

function claimOfCondition(condition: Condition, path: string): Claim[] {
  const { section, field } = condition;
  const of = section === undefined ? field : `${section}.${field}`;
  const together = 'use one condition with `within` and a list of both';
  if (condition.operator === 'is_equal_to') return claim(of, [condition.value], `${path}.value`, together);
  if (condition.operator === 'within') return claim(of, condition.list, `${path}.list`, together);
  return [];
}

/** Kinds that one call event is only where a hook says so of all it delivers. */
const APART = {
  CALLBACK: 'callback',
  HOPPER_EXPIRED: 'hopperExpired',
  LEAD_ACTION: 'leadAction',
} as const;

function kindProblems(
  events: readonly WorkflowEvent[],
  path: string,
  { hooks }: ConnectConfig,
): ConfigProblem[] {
  const found = events.flatMap(({ type }, index) =>
    type in APART ? [{ type, kind: APART[type as keyof typeof APART], index }] : [],
  );
  const [first, second] = found.filter(
    ({ kind }, at) => found.findIndex((each) => each.kind === kind) === at,
  );
  if (first === undefined || second === undefined) return [];
  const isDeclared = hooks.some(
    ({ occurrence }) =>
      occurrence !== 'infer' && occurrence.includes(first.kind) && occurrence.includes(second.kind),
  );
  if (isDeclared) return [];
  return [
    {
      code: 'EVENTS_CONTRADICT',
      path: `${path}.events[${String(second.index)}].type`,
      value: JSON.stringify(second.type),
      message: `Both must be true of one call event, and none is ${first.type} and ${second.type} at once: this workflow never fires.`,
      remedy: 'For "or", make a workflow for each.',
    },
  ];
}

/** A status that changes from itself to itself, and a first disposition that is a redisposition. */
function changeProblems(events: readonly WorkflowEvent[], path: string): ConfigProblem[] {
  const again = events.some(({ type }) => type === 'REDISPOSITION');
  return events.flatMap((event, index): ConfigProblem[] => {
    const place = `${path}.events[${String(index)}]`;
    if (event.type === 'DISPOSITION' && event.include === 'first' && again) {
      const message = 'The first disposition of a call is no redisposition: this workflow never fires.';
      const remedy = 'Remove include, or remove the event REDISPOSITION.';
      return [{ code: 'EVENTS_CONTRADICT', path: `${place}.include`, value: '"first"', message, remedy }];
    }
    if (event.type !== 'LEAD_STATUS' || event.from === undefined || event.to === undefined) return [];
    const statuses = new Set([...event.from, ...event.to].map(comparable));
    if (statuses.size > 1) return [];
    const message = 'A status that stays what it is does not change: this workflow never fires.';
    const remedy = 'Name another status in from or to; the same status set again is a REDISPOSITION.';
    return [
      {
        code: 'EVENTS_CONTRADICT',
        path: `${place}.to`,
        value: JSON.stringify(listOf(event.to)),
        message,
        remedy,
      },
    ];
  });
}
