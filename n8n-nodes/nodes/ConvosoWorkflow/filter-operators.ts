import type { Operator } from '@convoso-connect/core';

/**
 * What n8n's filter calls our operators, as `type:operation`. Those of ours that have no name there are only to be had
 * as rows; whatever else n8n offers means something that none of ours does, and is refused.
 *
 * To n8n numbers are equal however they are written, and an empty text is the number 0; to Convoso both are texts. So
 * only n8n's String operators are "is equal to" and "is blank".
 */
const FILTER_NAMES: Readonly<Record<Operator, readonly string[]>> = {
  is_equal_to: ['string:equals'],
  is_not_equal_to: ['string:notEquals'],
  greater_than: ['number:gt', 'dateTime:after'],
  less_than: ['number:lt', 'dateTime:before'],
  starts_with: ['string:startsWith'],
  contains: ['string:contains'],
  is_blank: ['string:empty'],
  within: [],
  is_numeric: [],
  between_two_strings: [],
  between_markers: [],
};

/** Our operators by n8n's names. */
export const FILTER_OPERATORS: ReadonlyMap<string, Operator> = new Map(
  Object.entries(FILTER_NAMES).flatMap(([operator, names]) =>
    names.map((name) => [name, operator as Operator] as const),
  ),
);

/** As the menu of the filter shows them. */
const LABELS: Readonly<Record<string, string>> = {
  string: 'String',
  number: 'Number',
  dateTime: 'Date & Time',
  equals: 'is equal to',
  notEquals: 'is not equal to',
  gt: 'is greater than',
  lt: 'is less than',
  after: 'is after',
  before: 'is before',
  startsWith: 'starts with',
  contains: 'contains',
  empty: 'is empty',
};

export const POSSIBLE_IN_FILTER = [...FILTER_OPERATORS.keys()]
  .map((name) =>
    name
      .split(':')
      .map((part) => LABELS[part] ?? part)
      .join(': '),
  )
  .join(', ');
