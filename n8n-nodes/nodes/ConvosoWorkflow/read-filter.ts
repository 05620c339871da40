import type { Condition } from '@convoso-connect/core/config';
import type { Given } from '../shared/given';
import { filteredField } from './filter-field';
import { FILTER_OPERATORS, POSSIBLE_IN_FILTER } from './filter-operators';

const ROWS_INSTEAD = 'Or use rows, which have all of our operators.';

/** The conditions of one of n8n's filters, all of which have to hold. `place` says where it stands. */
export function readFilter(given: Given, name: string, place: string): Condition[] {
  const filter = given.value(name);
  const refuse = (value: unknown, message: string, remedy: string) =>
    given.refuse(place, value, message, remedy);
  if (!isRecord(filter)) throw refuse(filter, 'This is not a filter.', 'Fill it in by hand.');
  const { conditions = [], combinator = 'and', options } = filter;
  if (!Array.isArray(conditions) || !conditions.every(isRecord)) {
    throw refuse(conditions, 'These are not conditions.', 'Fill the filter in by hand.');
  }
  if (combinator !== 'and') {
    throw refuse(combinator, 'Only all conditions together can be asked for.', 'Combine them by AND.');
  }
  if (isRecord(options) && options['caseSensitive'] === true) {
    throw refuse(true, 'Convoso compares texts in either case.', 'Switch Ignore Case on.');
  }
  if (conditions.length === 0) {
    throw refuse(undefined, 'There is no condition.', 'Add one, or take the filter away.');
  }
  const written = conditionsIn(given.written(name));
  return conditions.map((condition, index) =>
    readCondition(condition, written[index]?.['leftValue'], (part, ...rest) =>
      given.refuse(`${place}, Condition ${index + 1}, ${part}`, ...rest),
    ),
  );
}

type Refuse = Given['refuse'];

function readCondition(
  { operator, rightValue, leftValue }: Readonly<Record<string, unknown>>,
  writtenLeft: unknown,
  refuse: Refuse,
): Condition {
  const field = filteredField(writtenLeft);
  if (field === null) {
    throw refuse(
      'First Value',
      writtenLeft ?? leftValue,
      'This names no field of a lead or call.',
      `Drag a field from the input of this node, such as {{ $json.lead.state }}. ${ROWS_INSTEAD}`,
    );
  }
  if ('otherNameOf' in field) {
    throw refuse(
      'First Value',
      writtenLeft,
      `This is another name of ${field.otherNameOf}.`,
      `Write ${field.otherNameOf} there, as a fixed text.`,
    );
  }
  const { type, operation } = isRecord(operator) ? operator : {};
  const name = `${textIn(type)}:${textIn(operation)}`;
  const ours = FILTER_OPERATORS.get(name);
  switch (ours) {
    case 'is_blank':
      return { ...field, operator: ours };
    case 'is_equal_to':
    case 'is_not_equal_to':
      return { ...field, operator: ours, value: textFrom(rightValue, refuse) };
    case 'starts_with':
    case 'contains':
      return { ...field, operator: ours, value: filled(textFrom(rightValue, refuse), refuse) };
    case 'greater_than':
    case 'less_than':
      return { ...field, operator: ours, value: operandOf(name, rightValue, refuse) };
    default:
      throw refuse(
        'Operator',
        name,
        'Convoso has no operator that means this.',
        `Choose one of ${POSSIBLE_IN_FILTER}. ${ROWS_INSTEAD}`,
      );
  }
}

/** A number is compared as a number and a date as a date, whatever else the text could be read as. */
function operandOf(name: string, value: unknown, refuse: Refuse): string {
  const text = filled(textFrom(value, refuse), refuse);
  const isNumber = Number.isFinite(Number(text));
  if (isNumber === name.startsWith('number:')) return text;
  const [message, remedy] = isNumber
    ? ['This is a number and no date.', 'Write a date such as 2026-11-20, or choose a comparison of numbers.']
    : ['This is no number.', 'Write a number such as 30, or choose a comparison of dates.'];
  throw refuse('Second Value', value, message, remedy);
}

function filled(text: string, refuse: Refuse): string {
  if (text.trim() !== '') return text;
  throw refuse(
    'Second Value',
    text,
    'Nothing is given to compare with.',
    'Write a value, or choose another operator.',
  );
}

function textFrom(value: unknown, refuse: Refuse): string {
  const given = value ?? '';
  if (typeof given === 'string' || typeof given === 'boolean') return String(given);
  if (typeof given === 'number' && Number.isFinite(given)) return String(given);
  throw refuse('Second Value', value, 'This is not a text.', 'Write a text, or correct the expression.');
}

function conditionsIn(filter: unknown): readonly (Readonly<Record<string, unknown>> | undefined)[] {
  const conditions: unknown = isRecord(filter) ? filter['conditions'] : [];
  const list: readonly unknown[] = Array.isArray(conditions) ? conditions : [];
  return list.map((condition) => (isRecord(condition) ? condition : undefined));
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
