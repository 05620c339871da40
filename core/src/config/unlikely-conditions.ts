import { foldCode } from '../disposition/states.js';
import { FIELDS } from '../fields/catalogue.js';
import type { FieldType } from '../fields/definition.js';
import { secondsText } from '../fields/duration-text.js';
import { takeApart } from '../fields/phone-number.js';
import type { Section } from '../fields/section.js';
import { isZeroDate } from '../fields/zero-date.js';
import { readDateText } from '../time/date-text.js';
import { isoText } from '../time/instant.js';
import { isNumeric, numberOf } from '../workflow/scale.js';
import { stateByName, zeroInFront } from './code-doubts.js';
import type { Condition } from './conditions.js';
import { placedConditions } from './field-uses.js';
import { neverAhead } from './past-dates.js';
import type { ConfigProblem } from './problem.js';
import type { Refusal } from './refuse.js';
import type { ConnectConfig, Workflow } from './settled.js';
import { severalInOne } from '../doubts/several-in-one.js';
import { statusDoubt } from '../doubts/status-doubts.js';
import { unknownCallType, unknownTermReason } from './unlikely-values.js';
import { wildcardInCondition } from './wildcards.js';

/**
 * Values that conditions, those of Stop Workflow If too, compare a field with that never has such a value: a name where
 * an id comes, a status by its name, a telephone as people write it, two values in one.
 */
export function unlikelyConditions(
  workflow: Workflow,
  path: string,
  { statuses }: ConnectConfig,
): ConfigProblem[] {
  return placedConditions(workflow, path).flatMap(({ condition, path: place }) => {
    const ahead = neverAhead(condition);
    const last = 'last' in condition ? JSON.stringify(condition.last) : '';
    return [
      ...(ahead === null ? [] : [{ ...ahead, path: `${place}.last`, value: last }]),
      ...operandsOf(condition).flatMap(({ key, value }) => {
        const refusal = doubtOf(condition, value, statuses);
        return refusal === null
          ? []
          : [{ ...refusal, path: `${place}.${key}`, value: JSON.stringify(value) }];
      }),
    ];
  });
}

interface Operand {
  readonly key: string;
  readonly value: string;
}

function operandsOf(condition: Condition): Operand[] {
  if ('value' in condition) return [{ key: 'value', value: condition.value }];
  if (!('list' in condition)) return [];
  return (condition.list ?? []).map((value, index) => ({ key: `list[${String(index)}]`, value }));
}

/** What a field holds, as far as it matters for what it can be compared with. */
type Content = 'status' | 'call type' | 'term reason' | 'id' | 'code' | 'seconds' | FieldType | 'own';

const IDS: ReadonlySet<string> = new Set([
  ...['id', 'lead_id', 'call_log_id', 'campaign_id', 'list_id', 'queue_id', 'user_id', 'owner_id'],
  'originating_agent_id',
]);

/** Fields that hold a code, in which no comma is. */
const CODES: ReadonlySet<string> = new Set(['state', 'province', 'country', 'postal_code', 'gender']);

function contentOf(section: Section | undefined, field: string): Content {
  const known = FIELDS.find(({ name, section: of }) => name === field && (section ?? of) === of);
  if (known === undefined || known.section === 'extra') return 'own';
  if (field === 'status') return 'status';
  if (field === 'call_type') return 'call type';
  if (field === 'term_reason') return 'term reason';
  if (field === 'length_in_sec' || field === 'queue_seconds') return 'seconds';
  if (IDS.has(field)) return 'id';
  if (CODES.has(field)) return 'code';
  if (known.type === 'phone' && field.startsWith('alt_')) return 'text';
  // What accounts fill themselves may be any text.
  return known.type === 'number' && !known.systemManaged ? 'text' : known.type;
}

function doubtOf(condition: Condition, value: string, statuses: ConnectConfig['statuses']): Refusal | null {
  const { section, field, operator } = condition;
  const content = contentOf(section, field);
  if (value.trim() === '') return null;
  switch (operator) {
    case 'is_equal_to':
    case 'is_not_equal_to':
    case 'within':
      return (
        wildcardInCondition(value, operator, SO[operator]) ??
        equalityDoubt(condition, { content, value, so: SO[operator], statuses })
      );
    case 'greater_than':
      return orderDoubt(field, content, value);
    case 'less_than':
      return orderDoubt(field, content, value) ?? belowNothing(field, content, value);
    case 'starts_with':
    case 'contains':
      return (
        wildcardInCondition(value, operator, SO.is_equal_to) ??
        (content === 'phone' ? phonePartDoubt(condition, value) : null)
      );
    default:
      return null;
  }
}

/** What comes of a value that never is the field's. */
const SO = {
  is_equal_to: 'this never holds',
  is_not_equal_to: 'this always holds',
  within: 'this never holds by it',
} as const;

interface Compared {
  readonly content: Content;
  readonly value: string;
  readonly so: string;
  readonly statuses: ConnectConfig['statuses'];
}

function equalityDoubt({ field }: Condition, { content, value, so, statuses }: Compared): Refusal | null {
  switch (content) {
    case 'status':
      return statusDoubt(value, statuses, so);
    case 'call type':
      return unknownCallType(value, so);
    case 'term reason':
      return foldCode(value) === 'NONE' ? null : unknownTermReason(value, so);
    case 'id':
      return severalInOne(value, `so ${so}`, isDigits) ?? zeroInFront(value, so) ?? idDoubt(field, value, so);
    case 'phone':
      return severalInOne(value, `so ${so}`, isTelephone) ?? phoneDoubt(field, value, so);
    case 'seconds':
    case 'number':
      return numberDoubt(field, content, { value, so });
    case 'date':
    case 'datetime':
      return dateDoubt(field, content, { value, so });
    case 'code':
      return severalInOne(value, `so ${so}`, () => true) ?? stateByName(field, value, so);
    case 'own':
      // Several values of one field are joined by a comma alone.
      return value.includes(', ') ? severalInOne(value, ONLY_WITH_COMMA, isCode) : null;
    default:
      return null;
  }
}

function idDoubt(field: string, value: string, so: string): Refusal | null {
  if (isDigits(value)) return null;
  const byName = field.replace(/_id$/, '_name');
  const hasName = field !== byName && FIELDS.some(({ name }) => name === byName);
  const instead = hasName ? `, or compare ${byName}` : '';
  return {
    code: 'ID_BY_NAME',
    message: `${field} is an id of digits, and this looks like a name, so ${so}.`,
    remedy: `Write the id as Convoso's screen shows it${instead}.`,
  };
}

function phoneDoubt(field: string, value: string, so: string): Refusal | null {
  if (/^\s*\d+\s*$/.test(value)) return null;
  const { digits } = takeApart(value);
  return {
    code: 'PHONE_NOT_DIGITS',
    message: `${field} is delivered in digits alone, and this is written with other signs, so ${so}.`,
    remedy: digits === '' ? 'Write digits alone.' : `Write "${digits}".`,
  };
}

/** Convoso delivers the number without its country code, which stands in phone_code: no number starts with +1. */
function phonePartDoubt({ field, operator }: Condition, value: string): Refusal | null {
  const doubt = phoneDoubt(field, value, SO.is_equal_to);
  if (doubt === null || operator !== 'starts_with' || !/^\s*\+\s*1/.test(value)) return doubt;
  const digits = value.replace(/^\s*\+\s*1/, '').replace(/\D/g, '');
  const remedy =
    digits === ''
      ? 'Ask for phone_code instead, which is the country code.'
      : `Write "${digits}", without the country code.`;
  return { ...doubt, remedy };
}

function numberDoubt(
  field: string,
  content: Content,
  { value, so }: { value: string; so: string },
): Refusal | null {
  if (!Number.isNaN(numberOf(value))) return null;
  const several = severalInOne(value, `so ${so}`, isNumeric);
  return (
    several ?? { ...noNumber(content, value), message: `${field} is a number, and this is none, so ${so}.` }
  );
}

/** More or less than what is neither a number nor a date is nothing; nor is a number more or less than a date. */
function orderDoubt(field: string, content: Content, value: string): Refusal | null {
  const isNumber = !Number.isNaN(numberOf(value));
  const isDate = readDateText(value) !== null;
  if (!isNumber && !isDate) {
    const message = 'This is neither a number nor a date, and nothing is more or less: this never holds.';
    return { ...noNumber(content, value), message };
  }
  if ((content === 'number' || content === 'seconds') && !isNumber) {
    return {
      ...noNumber(content, value),
      message: `${field} is a number, and this is a date: this never holds.`,
    };
  }
  if ((content === 'date' || content === 'datetime') && !isDate) {
    const message = `${field} is a date, and this is a number: this never holds.`;
    return {
      code: 'NOT_COMPARABLE',
      message,
      remedy: 'Write a date such as 2026-11-20, or use within with last.',
    };
  }
  return null;
}

/** Lengths and counts begin at 0. */
function belowNothing(field: string, content: Content, value: string): Refusal | null {
  if ((content !== 'number' && content !== 'seconds') || numberOf(value) > 0) return null;
  return {
    code: 'NEVER_BELOW_ZERO',
    message: `${field} is never less than 0: this never holds.`,
    remedy: 'Write a number above 0, or use is_equal_to with "0".',
  };
}

function noNumber(content: Content, value: string): Omit<Refusal, 'message'> {
  const seconds = content === 'seconds' ? secondsText(value) : null;
  const remedy =
    seconds !== null
      ? `Write the seconds: "${seconds}".`
      : content === 'date' || content === 'datetime'
        ? 'Write a date such as 2026-11-20.'
        : 'Write a number in digits.';
  return { code: 'NOT_COMPARABLE', remedy };
}

/** Equality compares texts, and there is one form in which Convoso writes a date. */
function dateDoubt(
  field: string,
  content: 'date' | 'datetime',
  { value, so }: { value: string; so: string },
): Refusal | null {
  const date = readDateText(value);
  // What has an offset, or a time where a day is usual, may be a form of the account's own.
  if (date === null || isZeroDate(value) || date.offset !== null) return null;
  if (content === 'date' && !date.isDay) return null;
  const written = isoText(date.wall).slice(0, 19).replace('T', ' ');
  if (content === 'datetime' && date.isDay) {
    const day = JSON.stringify(written.slice(0, 10));
    return {
      code: 'DATE_AS_TEXT',
      message: `${field} has a time of day, and this is a day alone, so ${so}.`,
      remedy: `Use within with that day: "from": ${day}, "to": ${day}.`,
    };
  }
  const delivered = content === 'date' ? written.slice(0, 10) : written;
  if (value.trim() === delivered) return null;
  return {
    code: 'DATE_AS_TEXT',
    message: `Equality compares texts, and ${field} is delivered as ${delivered}, so ${so}.`,
    remedy: `Write "${delivered}", or use within, which compares dates.`,
  };
}

function isDigits(text: string): boolean {
  return /^\d+$/.test(text.trim());
}

function isTelephone(text: string): boolean {
  return takeApart(text).digits.length >= 7;
}

const ONLY_WITH_COMMA = 'only a value with that comma is the same';

/** What is hardly a part of one text: of `CA, NV`, but not of `Smith, Anna`. */
function isCode(text: string): boolean {
  return /^[\p{Lu}\d_-]{1,8}$/u.test(text);
}
