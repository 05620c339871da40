import { describeCondition } from '../../workflow/condition-wording.js';
import { RELATION_FIELDS } from '../../workflow/relation-types.js';
import type { RuleContext } from '../../workflow/rule-context.js';
import { listOf } from '../../workflow/wording.js';
import type { Condition } from '../conditions.js';
import type { WorkflowEvent } from '../events.js';
import type { Workflow } from '../settled.js';
import { countWithin, demandOf, oneOf, type Demand } from './demand.js';
import {
  CALL_TYPE,
  LEAD_ACTION,
  PREVIOUS_STATUS,
  STATUS,
  SUBMITTER,
  TERM_REASON,
  fieldSubject,
  type Subject,
} from './subject.js';

/** What a rule asks of one thing. */
export interface Asked {
  readonly subject: Subject;
  readonly demand: Demand;
  /** What is asked, as it stands after "cannot be". */
  readonly words: string;
  /** Where it stands. */
  readonly path: string;
  /** How to ask for either of two in one place; null where there is no way. */
  readonly together: string | null;
}

/** All that a scope asks of a call. */
export function askedByScope({ type, ids, all }: Workflow['relation'], path: string): Asked[] {
  if (all || type === 'emailTemplate') return [];
  const ofIds: Asked[] =
    type === 'inboundNumber'
      ? []
      : [
          asked(fieldSubject(undefined, RELATION_FIELDS[type]), ids, {
            path: `${path}.ids`,
            together: 'put the ids into the scope alone',
          }),
        ];
  if (type !== 'queue' && type !== 'inboundNumber') return ofIds;
  return [...ofIds, asked(CALL_TYPE, ['INBOUND'], { path: `${path}.type`, together: null })];
}

/** All that an event asks of a call; whether it is a call of the kind is not among it. */
export function askedByEvent(event: WorkflowEvent, path: string, context: RuleContext): Asked[] {
  const inValues = { path: `${path}.values`, together: 'put both in `values` of one event' };
  switch (event.type) {
    case 'DISPOSITION':
    case 'REDISPOSITION':
      return event.values === undefined ? [] : [asked(STATUS, event.values, inValues)];
    case 'LEAD_STATUS':
      return [
        ...(event.from === undefined ? [] : [asked(PREVIOUS_STATUS, event.from, inOneEvent(path, 'from'))]),
        ...(event.to === undefined ? [] : [asked(STATUS, event.to, inOneEvent(path, 'to'))]),
      ];
    case 'TERM_REASON':
      return event.values === undefined ? [] : [asked(TERM_REASON, event.values, inValues)];
    case 'CALL_TYPE':
      return [asked(CALL_TYPE, event.values, inValues)];
    case 'LEAD_ACTION':
      return [asked(LEAD_ACTION, event.values, inValues)];
    case 'SUBMITTED_BY':
      return [asked(SUBMITTER, event.values, inValues)];
    case 'CALL_COUNT':
      return [askedOfCount(event, path)];
    case 'LEAD_FIELDS_AND_CALL_DATA':
      return event.conditions.map((condition, index) =>
        askedByCondition(condition, `${path}.conditions[${String(index)}]`, context),
      );
    default:
      return [];
  }
}

export function askedByCondition(condition: Condition, path: string, context: RuleContext): Asked {
  return {
    subject: fieldSubject(condition.section, condition.field),
    demand: demandOf(condition, context),
    words: wordsOf(condition),
    path: `${path}.${operandOf(condition)}`,
    together: isAboutValues(condition) ? 'use one condition with `within` and a list of both' : null,
  };
}

function asked(subject: Subject, values: readonly string[], place: Pick<Asked, 'path' | 'together'>): Asked {
  return { subject, demand: oneOf(values), words: listOf(values), ...place };
}

function inOneEvent(path: string, key: 'from' | 'to'): Pick<Asked, 'path' | 'together'> {
  return { path: `${path}.${key}`, together: `put both in \`${key}\` of one event` };
}

function askedOfCount(
  { equals, min, max, direction }: Extract<WorkflowEvent, { type: 'CALL_COUNT' }>,
  path: string,
): Asked {
  const field = direction === 'inbound' ? 'called_count_inbound' : 'called_count';
  const least = equals ?? min;
  const most = equals ?? max;
  const range = most === undefined ? `at least ${String(least)}` : `${String(least ?? 0)} to ${String(most)}`;
  return {
    subject: { ...fieldSubject('lead', field), name: `the ${field} of its lead` },
    demand: countWithin(least ?? 0, most ?? Infinity),
    words: equals === undefined ? range : String(equals),
    path: `${path}.${equals !== undefined ? 'equals' : min !== undefined ? 'min' : 'max'}`,
    together: 'use one event with `min` and `max`, or make a workflow for each',
  };
}

function isAboutValues(condition: Condition): boolean {
  return condition.operator === 'is_equal_to' || ('list' in condition && condition.list !== undefined);
}

/** The key that says what a condition compares with. */
function operandOf(condition: Condition): string {
  if ('value' in condition) return 'value';
  if (condition.operator === 'within' && condition.list !== undefined) return 'list';
  if ('last' in condition && condition.last !== undefined) return 'last';
  return 'from' in condition ? 'from' : 'operator';
}

function wordsOf(condition: Condition): string {
  switch (condition.operator) {
    case 'is_equal_to':
      return condition.value;
    case 'is_not_equal_to':
      return `other than "${condition.value}"`;
    case 'within':
      return condition.list === undefined ? describeCondition(condition) : listOf(condition.list);
    case 'starts_with':
      return `a text that starts with "${condition.value}"`;
    case 'contains':
      return `a text that contains "${condition.value}"`;
    case 'is_blank':
      return 'blank';
    case 'is_numeric':
      return 'a number';
    case 'between_two_strings':
      return `between "${condition.from}" and "${condition.to}"`;
    case 'between_markers':
      return `a text with something between "${condition.from}" and "${condition.to}"`;
    default:
      return describeCondition(condition);
  }
}
