import { readState } from '../hours/regions.js';
import { normalisePhone } from '../fields/phone-text.js';
import { textOf } from '../fields/value.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import { readFlat } from '../payload/snapshot.js';
import { readDateText } from '../time/date-text.js';
import { comparable, readOccurrenceField } from '../workflow/facts.js';
import { numberOf } from '../workflow/scale.js';
import { stateByName } from './code-doubts.js';
import { codeMeant } from '../doubts/code-meant.js';
import type { Condition } from './conditions.js';
import type { WorkflowEvent } from './events.js';
import { placedConditions } from './field-uses.js';
import type { Refusal } from './refuse.js';
import type { ConnectConfig, Workflow } from './settled.js';
import { isKnownCode, statusDoubt } from '../doubts/status-doubts.js';

/**
 * What a look at one call tells of a workflow that did not fire for it: what came is what is asked for, by another name
 * or in another spelling. What `workflowDoubts` says of every call is not among it.
 */
export function callDoubts(workflow: Workflow, occurrence: Occurrence, config: ConnectConfig): Refusal[] {
  const { statuses } = config;
  const ofEvents = workflow.events
    .flatMap(statusesAsked)
    .flatMap((asked) => statusMeant(asked, occurrence.status, statuses) ?? []);
  const ofConditions = placedConditions({ ...workflow, stopIf: { type: 'never' } }, '').flatMap(
    ({ condition }) => conditionDoubt(condition, occurrence, statuses) ?? [],
  );
  return [...ofEvents, ...ofConditions];
}

function statusesAsked(event: WorkflowEvent): readonly string[] {
  if (event.type === 'LEAD_STATUS') return event.to ?? [];
  return event.type === 'DISPOSITION' || event.type === 'REDISPOSITION' ? (event.values ?? []) : [];
}

/** A code that nobody knows, like the one that came. What the account's table tells is told without a look. */
function statusMeant(
  asked: string,
  came: string | null,
  statuses: ConnectConfig['statuses'],
): Refusal | null {
  if (came === null || isKnownCode(asked, statuses) || statusDoubt(asked, statuses, '') !== null) return null;
  if (codeMeant(asked, [came]) === undefined) return null;
  return {
    code: 'STATUS_MEANT',
    message: `The status came as ${came}, and ${asked} is asked for.`,
    remedy: `Did you mean "${came}"?`,
  };
}

function conditionDoubt(
  condition: Condition,
  occurrence: Occurrence,
  statuses: ConnectConfig['statuses'],
): Refusal | null {
  const { section, field } = condition;
  const value = readOccurrenceField(occurrence, section, field);
  if (typeof value !== 'string') return null;
  const asked = valuesAsked(condition);
  if (asked.some((each) => comparable(each) === comparable(value))) return null;
  for (const each of asked) {
    const doubt =
      (field === 'status' ? statusMeant(each, value.trim(), statuses) : null) ??
      nameOfWhatCame(each, { field, value }, occurrence) ??
      otherSpelling(each, { field, value });
    if (doubt !== null) return doubt;
  }
  return null;
}

function valuesAsked(condition: Condition): readonly string[] {
  if (condition.operator === 'is_equal_to') return [condition.value];
  return condition.operator === 'within' ? (condition.list ?? []) : [];
}

interface Came {
  readonly field: string;
  readonly value: string;
}

/** The fields that name what an id is of. */
function namesOf(field: string): readonly string[] {
  if (field === 'user_id') return ['agent_full_name', 'agent_email'];
  return field.endsWith('_id') ? [field.replace(/_id$/, '_name')] : [];
}

function nameOfWhatCame(
  asked: string,
  { field, value }: Came,
  { snapshot }: Pick<Occurrence, 'snapshot'>,
): Refusal | null {
  const name = namesOf(field).find(
    (each) => comparable(textOf(readFlat(snapshot, each) ?? '')) === comparable(asked),
  );
  if (name === undefined || value.trim() === '') return null;
  return {
    code: 'ID_OF_NAME',
    message: `${field} came as "${value}", and "${asked}" is its ${name}.`,
    remedy: `Ask for "${value}", or compare ${name}.`,
  };
}

/** Equality compares texts: the same telephone, number, date, state or answer in another spelling is another text. */
function otherSpelling(asked: string, { field, value }: Came): Refusal | null {
  const what = sameThing(asked, { field, value });
  if (what === null) return null;
  const instead = what === 'number' || what === 'date' ? ', or use within with from and to' : '';
  const remedy =
    what === 'ZIP code'
      ? `Use "operator": "starts_with" with "${firstFive(asked)}".`
      : `Write "${value}"${instead}.`;
  return {
    code: 'SAME_IN_ANOTHER_SPELLING',
    message: `${field} came as "${value}", which is the same ${what} as "${asked}", but another text.`,
    remedy,
  };
}

type Thing = 'telephone' | 'number' | 'date' | 'state' | 'ZIP code' | 'answer';

function sameThing(asked: string, { field, value }: Came): Thing | null {
  if (numberOf(asked) === numberOf(value)) return 'number';
  const telephone = normalisePhone(asked);
  if (telephone !== null && telephone === normalisePhone(value)) return 'telephone';
  const [one, other] = [readDateText(asked), readDateText(value)];
  if (one !== null && one.wall === other?.wall && one.offset === other.offset) return 'date';
  if (field === 'postal_code') return sameZip(asked, value) ? 'ZIP code' : null;
  if (field === 'state' || field === 'province')
    return stateByName(field, asked, '') === null && sameState(asked, value) ? 'state' : null;
  return sameAnswer(asked, value) ? 'answer' : null;
}

function sameState(asked: string, value: string): boolean {
  const code = readState(asked);
  return code !== null && code === readState(value);
}

/** With four digits more, or without. */
function sameZip(asked: string, value: string): boolean {
  return (
    [asked, value].every((zip) => /^\s*\d{5}(-?\d{4})?\s*$/.test(zip)) &&
    firstFive(asked) === firstFive(value)
  );
}

function firstFive(zip: string): string {
  return zip.trim().slice(0, 5);
}

const ANSWERS: readonly ReadonlySet<string>[] = [
  new Set(['Y', 'YES', 'TRUE', 'T', '1', 'ON']),
  new Set(['N', 'NO', 'FALSE', 'F', '0', 'OFF']),
];

function sameAnswer(asked: string, value: string): boolean {
  const [one, other] = [asked.trim().toUpperCase(), value.trim().toUpperCase()];
  return ANSWERS.some((answer) => answer.has(one) && answer.has(other));
}
