import type { OccurrenceKind } from '../../occurrence/kinds.js';
import { comparable } from '../../workflow/facts.js';
import { listOf } from '../../workflow/wording.js';
import type { WorkflowEvent } from '../events.js';
import type { ConfigProblem } from '../problem.js';
import type { ConnectConfig } from '../settled.js';

/** The kind that an event needs, of those that no values tell of: a hook says so, of all it delivers or in its URL. */
const SAID_BY_HOOK = {
  CALLBACK: 'callback',
  HOPPER_EXPIRED: 'hopperExpired',
  LEAD_ACTION: 'leadAction',
} as const;

/** The kind that an event needs, of those that the values of a call tell of. */
const TOLD_BY_VALUES = {
  DISPOSITION: 'disposition',
  REDISPOSITION: 'disposition',
  LEAD_STATUS: 'leadStatus',
  TERM_REASON: 'termReason',
} as const;

interface Kind {
  readonly type: WorkflowEvent['type'];
  readonly kind: OccurrenceKind;
  readonly index: number;
}

/** A delivery of which the hook says what it is, is that and nothing else. */
export function kindProblems(
  events: readonly WorkflowEvent[],
  path: string,
  { hooks }: ConnectConfig,
): ConfigProblem[] {
  const said = kindsOf(events, SAID_BY_HOOK);
  const [first] = said;
  const second = said.find(({ kind }) => kind !== first?.kind) ?? kindsOf(events, TOLD_BY_VALUES).at(0);
  if (first === undefined || second === undefined) return [];
  const isDeclared = hooks.some(
    ({ occurrence }) =>
      occurrence !== 'infer' && occurrence.includes(first.kind) && occurrence.includes(second.kind),
  );
  if (isDeclared) return [];
  const [earlier, later] = first.index < second.index ? [first, second] : [second, first];
  return [
    {
      code: 'EVENTS_CONTRADICT',
      path: `${path}.events[${String(later.index)}].type`,
      value: JSON.stringify(later.type),
      message: `Both must be true of one call event, and none is ${earlier.type} and ${later.type} at once unless its hook says so: this workflow never fires.`,
      remedy: `For "or", make a workflow for each.${forStatus([first, second])}`,
    },
  ];
}

/** Of a callback and a lead action the lead's status is delivered, too, and can be asked for without its event. */
function forStatus(kinds: readonly Kind[]): string {
  if (!kinds.some(({ type }) => type in TOLD_BY_VALUES && type !== 'TERM_REASON')) return '';
  return ' For "and", ask for the status in LEAD_FIELDS_AND_CALL_DATA.';
}

function kindsOf(
  events: readonly WorkflowEvent[],
  kinds: Readonly<Partial<Record<WorkflowEvent['type'], OccurrenceKind>>>,
): Kind[] {
  return events.flatMap(({ type }, index) => {
    const kind = kinds[type];
    return kind === undefined ? [] : [{ type, kind, index }];
  });
}

/** A status that changes from itself to itself, and a first disposition that is a redisposition. */
export function changeProblems(events: readonly WorkflowEvent[], path: string): ConfigProblem[] {
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
