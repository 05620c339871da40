import type { Operator, WorkflowEventType } from '@convoso-connect/core';
import type { Condition, WorkflowEvent } from '@convoso-connect/core/config';
import { fieldPlace } from '../shared/field-options';
import { listOfTexts, titleOf } from '../shared/texts';

/** Refuses a value: which parameter, what it holds, what is wrong and what to do. */
export type Refuse = (parameter: string, value: unknown, message: string, remedy: string) => Error;

/** One group of the events' collection as n8n gives it. */
type Given = Readonly<Record<string, unknown>>;

/** The events that a user has added, in the order of Convoso's screen. */
export function readEvents(
  groups: Readonly<Record<string, readonly Given[]>>,
  refuse: Refuse,
): WorkflowEvent[] {
  const events = Object.entries(READERS).flatMap(([type, read]) =>
    (groups[type] ?? []).map((given) =>
      read(given, (name, ...rest) => refuse(`${nameOf(type)}, ${name}`, ...rest)),
    ),
  );
  if (events.length > 0) return events;
  throw refuse('Events', undefined, 'There is none, so nothing could ever fire.', 'Add at least one event.');
}

function nameOf(type: string): string {
  return `Event ${titleOf(type.toLowerCase())}`;
}

type Reader = (given: Given, refuse: Refuse) => WorkflowEvent;

const READERS: Readonly<Record<WorkflowEventType, Reader>> = {
  DISPOSITION: (given) => ({
    type: 'DISPOSITION',
    ...optional('values', given['values']),
    include: given['include'] === 'first' ? 'first' : 'all',
  }),
  CALL_COUNT: readCallCount,
  CALL_TYPE: (given, refuse) => ({
    type: 'CALL_TYPE',
    values: needed('Call Types', given['values'], refuse),
  }),
  CALLBACK: ({ recipient }) => ({
    type: 'CALLBACK',
    ...(recipient === 'system' || recipient === 'personal' ? { recipient } : {}),
  }),
  HOPPER_EXPIRED: () => ({ type: 'HOPPER_EXPIRED' }),
  LEAD_ACTION: (given, refuse) => ({
    type: 'LEAD_ACTION',
    values: needed('Actions', given['values'], refuse),
  }),
  LEAD_FIELDS_AND_CALL_DATA: (given, refuse) => ({
    type: 'LEAD_FIELDS_AND_CALL_DATA',
    conditions: [readCondition(given, refuse)],
  }),
  LEAD_STATUS: (given) => ({
    type: 'LEAD_STATUS',
    ...optional('from', given['from']),
    ...optional('to', given['to']),
  }),
  REDISPOSITION: (given) => ({ type: 'REDISPOSITION', ...optional('values', given['values']) }),
  SUBMITTED_BY: (given, refuse) => ({
    type: 'SUBMITTED_BY',
    values: needed('Submitted By', given['values'], refuse),
  }),
  TERM_REASON: (given) => ({ type: 'TERM_REASON', ...optional('values', given['values']) }),
};

function readCallCount(given: Given, refuse: Refuse): WorkflowEvent {
  const { direction } = given;
  const directed: Pick<Extract<WorkflowEvent, { type: 'CALL_COUNT' }>, 'direction'> = direction ===
    'inbound' || direction === 'outbound'
    ? { direction }
    : {};
  if (given['comparison'] !== 'range') {
    return { type: 'CALL_COUNT', equals: wholeNumber('Count', given['equals'] ?? 1, refuse), ...directed };
  }
  const [min, max] = [given['min'], given['max']].map((bound) => textIn(bound));
  if (min === '' && max === '') {
    throw refuse('From', '', 'A range needs a beginning or an end.', 'Write one of them.');
  }
  return {
    type: 'CALL_COUNT',
    ...(min ? { min: wholeNumber('From', min, refuse) } : {}),
    ...(max ? { max: wholeNumber('To', max, refuse) } : {}),
    ...directed,
  };
}

function wholeNumber(name: string, value: unknown, refuse: Refuse): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0) return number;
  throw refuse(name, value, 'This is no whole number.', 'Write a number such as 3.');
}

/** One row of the conditions. */
export function readCondition(given: Given, refuse: Refuse): Condition {
  const place = fieldPlace(textIn(given['field']), textIn(given['customField']));
  if (place.field === '') {
    throw refuse('Custom Field', '', 'No field is named.', 'Write the name it is delivered by.');
  }
  const operator = textIn(given['operator']) as Operator;
  switch (operator) {
    case 'is_blank':
    case 'is_numeric':
      return { ...place, operator };
    case 'within':
      return { ...place, operator, ...readWithin(given, refuse) };
    case 'between_two_strings':
    case 'between_markers':
      return {
        ...place,
        operator,
        from: filled('First', given['textFrom'], refuse),
        to: filled('Second', given['textTo'], refuse),
      };
    case 'is_equal_to':
    case 'is_not_equal_to':
      return { ...place, operator, value: textIn(given['value']) };
    default:
      return { ...place, operator, value: filled('Value', given['value'], refuse) };
  }
}

function readWithin(
  given: Given,
  refuse: Refuse,
): Omit<Extract<Condition, { operator: 'within' }>, 'field' | 'operator'> {
  if (given['within'] === 'last') {
    const unit = textIn(given['lastUnit']) as NonNullable<
      Extract<Condition, { operator: 'within' }>['last']
    >['unit'];
    return { last: { n: Number(given['lastCount'] ?? 1), unit } };
  }
  if (given['within'] === 'range') {
    return { from: filled('From', given['rangeFrom'], refuse), to: filled('To', given['rangeTo'], refuse) };
  }
  return { list: needed('List', given['list'], refuse) };
}

function textIn(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function filled(name: string, value: unknown, refuse: Refuse): string {
  const text = textIn(value);
  if (text.trim() !== '') return text;
  throw refuse(
    name,
    value,
    'Nothing is given to compare with.',
    'Write a value, or choose another operator.',
  );
}

function needed(name: string, value: unknown, refuse: Refuse): string[] {
  const texts = listOfTexts(value);
  if (texts.length > 0) return texts;
  throw refuse(name, value, 'None is named.', 'Write at least one, with commas between several.');
}

function optional<K extends string>(name: K, value: unknown): { readonly [P in K]?: string[] } {
  const texts = listOfTexts(value);
  return (texts.length === 0 ? {} : { [name]: texts }) as { readonly [P in K]?: string[] };
}
