import type { Operator } from '@convoso-connect/core';
import type { Condition } from '@convoso-connect/core/config';
import { readFieldPlace } from '../shared/field-options';
import type { Given } from '../shared/given';

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

/** The entries of a list that must not be empty. */
export function needed(name: string, label: string, row: Given): string[] {
  const texts = row.texts(name);
  if (texts.length > 0) return texts;
  throw row.refuse(
    label,
    row.value(name),
    'None is named.',
    'Write at least one, with commas between several.',
  );
}
