import type { Operator, WorkflowEventType } from '@convoso-connect/core';
import type { Condition, WorkflowEvent } from '@convoso-connect/core/config';
import { readFieldPlace } from '../shared/field-options';
import type { Given } from '../shared/given';
import { titleOf } from '../shared/texts';

/** The events that a user has added, in the order of Convoso's screen. */
export function readEvents(given: Given): WorkflowEvent[] {
  const groups = given.collection('events');
  const events = Object.entries(READERS).flatMap(([type, read]) =>
    groups.rows(type, () => `${nameOf(type)}, `).map(read),
  );
  if (events.length > 0) return events;
  throw given.refuse(
    'Events',
    undefined,
    'There is none, so nothing could ever fire.',
    'Add at least one event.',
  );
}

function nameOf(type: string): string {
  return `Event ${titleOf(type.toLowerCase())}`;
}

type Reader = (row: Given) => WorkflowEvent;

const READERS: Readonly<Record<WorkflowEventType, Reader>> = {
  DISPOSITION: (row) => ({
    type: 'DISPOSITION',
    ...optional('values', row),
    include: row.choice('include') as 'all' | 'first',
  }),
  CALL_COUNT: readCallCount,
  CALL_TYPE: (row) => ({ type: 'CALL_TYPE', values: needed('values', 'Call Types', row) }),
  CALLBACK: (row) => {
    const recipient = row.choice('recipient') as '' | 'system' | 'personal';
    return { type: 'CALLBACK', ...(recipient === '' ? {} : { recipient }) };
  },
  HOPPER_EXPIRED: () => ({ type: 'HOPPER_EXPIRED' }),
  LEAD_ACTION: (row) => ({ type: 'LEAD_ACTION', values: needed('values', 'Actions', row) }),
  LEAD_FIELDS_AND_CALL_DATA: (row) => ({
    type: 'LEAD_FIELDS_AND_CALL_DATA',
    conditions: [readCondition(row)],
  }),
  LEAD_STATUS: (row) => ({ type: 'LEAD_STATUS', ...optional('from', row), ...optional('to', row) }),
  REDISPOSITION: (row) => ({ type: 'REDISPOSITION', ...optional('values', row) }),
  SUBMITTED_BY: (row) => ({ type: 'SUBMITTED_BY', values: needed('values', 'Submitted By', row) }),
  TERM_REASON: (row) => ({ type: 'TERM_REASON', ...optional('values', row) }),
};

function readCallCount(row: Given): WorkflowEvent {
  const direction = row.choice('direction') as '' | 'inbound' | 'outbound';
  const directed = direction === '' ? {} : { direction };
  if (row.choice('comparison') === 'equals') {
    return { type: 'CALL_COUNT', equals: wholeNumber('Count', row.number('equals'), row), ...directed };
  }
  const min = row.text('min').trim();
  const max = row.text('max').trim();
  if (min === '' && max === '') {
    throw row.refuse('From', '', 'A range needs a beginning or an end.', 'Write one of them.');
  }
  return {
    type: 'CALL_COUNT',
    ...(min === '' ? {} : { min: wholeNumber('From', min, row) }),
    ...(max === '' ? {} : { max: wholeNumber('To', max, row) }),
    ...directed,
  };
}

function wholeNumber(label: string, value: unknown, row: Given): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0) return number;
  throw row.refuse(label, value, 'This is no whole number.', 'Write a number such as 3.');
}

/** One row of the conditions. */
export function readCondition(row: Given): Condition {
  const place = readFieldPlace(row);
  const operator = row.choice('operator') as Operator;
  switch (operator) {
    case 'is_blank':
    case 'is_numeric':
      return { ...place, operator };
    case 'within':
      return { ...place, operator, ...readWithin(row) };
    case 'between_two_strings':
    case 'between_markers':
      return {
        ...place,
        operator,
        from: filled('textFrom', 'First', row),
        to: filled('textTo', 'Second', row),
      };
    case 'is_equal_to':
    case 'is_not_equal_to':
      return { ...place, operator, value: row.text('value') };
    default:
      return { ...place, operator, value: filled('value', 'Value', row) };
  }
}

type Within = Extract<Condition, { operator: 'within' }>;

function readWithin(row: Given): Omit<Within, 'field' | 'operator'> {
  switch (row.choice('within') as 'list' | 'range' | 'last') {
    case 'last':
      return {
        last: {
          n: row.number('lastCount'),
          unit: row.choice('lastUnit') as NonNullable<Within['last']>['unit'],
        },
      };
    case 'range':
      return { from: filled('rangeFrom', 'From', row), to: filled('rangeTo', 'To', row) };
    case 'list':
      return { list: needed('list', 'List', row) };
  }
}

function filled(name: string, label: string, row: Given): string {
  const text = row.text(name);
  if (text.trim() !== '') return text;
  throw row.refuse(
    label,
    text,
    'Nothing is given to compare with.',
    'Write a value, or choose another operator.',
  );
}

function needed(name: string, label: string, row: Given): string[] {
  const texts = row.texts(name);
  if (texts.length > 0) return texts;
  throw row.refuse(
    label,
    row.value(name),
    'None is named.',
    'Write at least one, with commas between several.',
  );
}

function optional<K extends string>(name: K, row: Given): { readonly [P in K]?: string[] } {
  const texts = row.texts(name);
  return (texts.length === 0 ? {} : { [name]: texts }) as { readonly [P in K]?: string[] };
}
