import type { AccountStatus } from '../disposition/flags.js';
import { FIELDS } from '../fields/catalogue.js';
import { secondsText } from '../fields/duration-text.js';
import { isKey, isPlaceholder, saysNothing } from '../fields/placeholder.js';
import { isEmpty, type FieldValue } from '../fields/value.js';
import { isZeroDate } from '../fields/zero-date.js';
import { DATE_REMEDY, readDateText } from '../time/date-text.js';
import { readCode } from './code-names.js';
import { note, shownValue, type ReadingNote } from './notes.js';

/** What a field holds, as far as it matters for reading its values. */
type Content =
  'key' | 'id' | 'code' | 'direction' | 'seconds' | 'number' | 'date' | 'phone' | 'email' | 'text';

const CONTENTS: ReadonlyMap<string, Content> = new Map(
  FIELDS.map(({ name, type }) => {
    if (name === 'status') return [name, 'code'];
    if (name === 'call_type') return [name, 'direction'];
    if (name === 'length_in_sec' || name === 'queue_seconds') return [name, 'seconds'];
    if (name === 'lead_id' || name === 'call_log_id') return [name, 'key'];
    if (/(?:^|_)id$/.test(name) && name !== 'caller_id') return [name, 'id'];
    if (type === 'date' || type === 'datetime') return [name, 'date'];
    return [name, type === 'url' ? 'text' : type];
  }),
);

export interface RepairedValue {
  readonly value: FieldValue;
  readonly notes: readonly ReadingNote[];
}

/**
 * A value as its field means it, with a note of each thing that is not as it was sent. What cannot be read is left as
 * it came, and noted: rules then answer that they cannot tell. A field of the sender's own is left alone, but for what
 * no sender means.
 */
export function repairValue(
  field: string,
  value: FieldValue,
  statuses: readonly AccountStatus[],
): RepairedValue {
  const content = CONTENTS.get(field) ?? 'text';
  if (typeof value === 'string') return repairText(field, content, value, statuses);
  if (content === 'text') return repairList(field, value);
  const first = value.find((text) => !isEmpty(text) && !meansNothing(content, text)) ?? '';
  const message = `${field} came ${value.length} times with different values: the first was taken.`;
  const { value: repaired, notes } = repairText(field, content, first, statuses);
  return { value: repaired, notes: [note('SEVERAL_VALUES', field, message), ...notes] };
}

function repairList(field: string, list: readonly string[]): RepairedValue {
  const kept = list.filter((text) => !isPlaceholder(text));
  if (kept.length === list.length) return AS_IT_CAME(list);
  const dropped = list.find((text) => isPlaceholder(text)) ?? '';
  const [only = '', ...others] = kept;
  return { value: others.length === 0 ? only : kept, notes: [placeholderNote(field, dropped)] };
}

function repairText(
  field: string,
  content: Content,
  text: string,
  statuses: readonly AccountStatus[],
): RepairedValue {
  if (meansNothing(content, text)) return { value: '', notes: [placeholderNote(field, text)] };
  switch (content) {
    case 'key':
      return isEmpty(text) || isKey(text) ? AS_IT_CAME(text) : { value: text, notes: [keyNote(field, text)] };
    case 'phone':
      return PLUS_LOST_PHONE.test(text) ? plusRestored(field, `+${text.trimStart()}`) : AS_IT_CAME(text);
    case 'email':
      return PLUS_LOST_EMAIL.test(text)
        ? plusRestored(field, text.trim().replaceAll(' ', '+'))
        : AS_IT_CAME(text);
    case 'seconds':
      return isEmpty(text) ? AS_IT_CAME(text) : inSeconds(field, text);
    case 'code':
      return isEmpty(text) ? AS_IT_CAME(text) : asCode(field, text, statuses);
    case 'direction':
      return asCallType(field, text);
    case 'date':
      return isReadableDate(text) ? AS_IT_CAME(text) : { value: text, notes: [dateNote(field, text)] };
    default:
      return AS_IT_CAME(text);
  }
}

const AS_IT_CAME = (value: FieldValue): RepairedValue => ({ value, notes: NO_NOTES });

const NO_NOTES: readonly ReadingNote[] = [];

const STRICT: ReadonlySet<Content> = new Set(['key', 'id', 'seconds', 'number', 'date', 'phone', 'email']);

function meansNothing(content: Content, text: string): boolean {
  // Nearly every value begins with a digit or is a plain word: that is settled by one look.
  if (text === '' || /^[0-9]/.test(text)) return false;
  return STRICT.has(content) ? saysNothing(text) && !isEmpty(text) : isPlaceholder(text);
}

function placeholderNote(field: string, text: string): ReadingNote {
  const message =
    `${field} came as ${shownValue(text)}, which stands for no value: it counts as empty. ` +
    'Correct what is mapped to it where it is sent.';
  return note('PLACEHOLDER', field, message);
}

function keyNote(field: string, text: string): ReadingNote {
  const what = field === 'lead_id' ? 'lead' : 'call';
  const message = `${field} is ${shownValue(text)}, which is no id of Convoso's: no ${what} is known by it.`;
  return note('NOT_AN_ID', field, message);
}

/** A form that does not escape its plus signs has blanks instead. */
const PLUS_LOST_PHONE = /^ [1-9][\d().\- ]{9,}\d$/;
/** Of the characters of an address only: what has a name before it, or several of them, lost none. */
const PLUS_LOST_EMAIL = /^\s*[\w.!#$%&'*/=?^`{|}~-]+ [\w.!#$%&'*/=?^`{|}~-]+@[^\s@<>]+\s*$/;

function plusRestored(field: string, value: string): RepairedValue {
  const message = `${field} had a blank where a plus sign was: the sender does not escape it as %2B.`;
  return { value, notes: [note('PLUS_RESTORED', field, message)] };
}

const DIGITS = /^\s*\d+(?:\.\d+)?\s*$/;

function inSeconds(field: string, text: string): RepairedValue {
  if (DIGITS.test(text)) return AS_IT_CAME(text);
  const seconds = secondsText(text);
  if (seconds === null || seconds.startsWith('-')) {
    const message = `${field} is ${shownValue(text)}, which cannot be read as a length of time: send seconds.`;
    return { value: text, notes: [note('NOT_SECONDS', field, message)] };
  }
  const message = `${field} came as ${shownValue(text)} and was read as ${seconds} ${seconds === '1' ? 'second' : 'seconds'}.`;
  return { value: seconds, notes: [note('DURATION_READ', field, message)] };
}

function asCode(field: string, text: string, statuses: readonly AccountStatus[]): RepairedValue {
  const reading = readCode(text, statuses);
  if (reading.kind === 'code') return AS_IT_CAME(text);
  if (reading.kind === 'named') {
    const message = `${field} came as the name ${shownValue(text)} and was read as its code ${reading.code}.`;
    return { value: reading.code, notes: [note('NAME_FOR_CODE', field, message)] };
  }
  const message =
    `${field} came as the name ${shownValue(text)}, which is that of ${reading.codes.join(' and ')}: ` +
    "it was left as it is. Map the abbreviation in Convoso's Adaptor.";
  return { value: text, notes: [note('SEVERAL_CODES', field, message)] };
}

const CALL_TYPES: ReadonlyMap<string, string> = new Map([
  ...['in', 'incoming', 'inbound call', 'inbound-call', 'received'].map((word) => [word, 'INBOUND'] as const),
  ...['out', 'outgoing', 'outbound call', 'outbound-call', 'outbound-api', 'outbound-dial', 'dialed'].map(
    (word) => [word, 'OUTBOUND'] as const,
  ),
]);

function asCallType(field: string, text: string): RepairedValue {
  const type = CALL_TYPES.get(text.trim().toLowerCase());
  if (type === undefined) return AS_IT_CAME(text);
  const message = `${field} came as ${shownValue(text)} and was read as ${type}.`;
  return { value: type, notes: [note('DIRECTION_FOR_TYPE', field, message)] };
}

function isReadableDate(text: string): boolean {
  return isEmpty(text) || isZeroDate(text) || readDateText(text) !== null;
}

function dateNote(field: string, text: string): ReadingNote {
  const message = `${field} is ${shownValue(text)}, which cannot be read as a date for certain: ${DATE_REMEDY}.`;
  return note('DATE_NOT_READ', field, message);
}
