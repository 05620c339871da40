import type { WorkflowEventType } from '@convoso-connect/core';
import type { WorkflowEvent } from '@convoso-connect/core/config';
import { chosenInRows } from '../shared/account-lists/typed-or-chosen';
import type { Given } from '../shared/given';
import { titleOf } from '../shared/texts';
import { CHOSEN_STATUSES } from './event-properties';
import { needed, readCondition } from './read-condition';
import { readFilter } from './read-filter';

/** The events that a user has added, in the order of Convoso's screen. */
export function readEvents(given: Given): WorkflowEvent[] {
  const groups = given.collection('events');
  const fromAccount = given.flag('fromAccount');
  const events = Object.entries(READERS).flatMap(([type, read]) =>
    groups.rows(type, () => `${labelOfEvent(type)}, `).map((row) => read(row, fromAccount)),
  );
  if (events.length > 0) return events;
  throw given.refuse(
    'Events',
    undefined,
    'There is none, so nothing could ever fire.',
    'Add at least one event.',
  );
}

/** As refusals and hints name it. */
export function labelOfEvent(type: string): string {
  return `Event ${titleOf(type.toLowerCase())}`;
}

/** `fromAccount`: codes and IDs are those that were chosen, and not those that were typed. */
type Reader = (row: Given, fromAccount: boolean) => WorkflowEvent;

const READERS: Readonly<Record<WorkflowEventType, Reader>> = {
  DISPOSITION: (row, fromAccount) => ({
    type: 'DISPOSITION',
    ...statuses('values', row, fromAccount),
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
    conditions:
      row.choice('conditionAs') === 'filter' ? readFilter(row, 'filter', 'Conditions') : [readCondition(row)],
  }),
  LEAD_STATUS: (row, fromAccount) => ({
    type: 'LEAD_STATUS',
    ...statuses('from', row, fromAccount),
    ...statuses('to', row, fromAccount),
  }),
  REDISPOSITION: (row, fromAccount) => ({ type: 'REDISPOSITION', ...statuses('values', row, fromAccount) }),
  SUBMITTED_BY: (row, fromAccount) => ({
    type: 'SUBMITTED_BY',
    values: fromAccount ? neededUsers(row) : needed('values', 'Submitted By', row),
  }),
  TERM_REASON: (row) => ({ type: 'TERM_REASON', ...optional('values', row.texts('values')) }),
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

function neededUsers(row: Given): string[] {
  const users = chosenInRows(row, 'users', 'User');
  if (users.length > 0) return users;
  throw row.refuse('Users', undefined, 'None is chosen.', 'Add one.');
}

function statuses<K extends keyof typeof CHOSEN_STATUSES>(name: K, row: Given, fromAccount: boolean) {
  return optional(name, row.texts(fromAccount ? CHOSEN_STATUSES[name] : name));
}

function optional<K extends string>(name: K, texts: string[]): { readonly [P in K]?: string[] } {
  return (texts.length === 0 ? {} : { [name]: texts }) as { readonly [P in K]?: string[] };
}
