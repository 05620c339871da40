import { takeApart } from '../fields/phone-number.js';
import { isoText } from '../time/instant.js';
import type { Parameter, ParameterType } from './parameter.js';

/** A value as it goes over the wire, or what it would have to be, to follow "must be". */
export type Encoded = string | { readonly mustBe: string };

type Encoder = (value: unknown, parameter: Parameter) => Encoded;

/** `fields` are taken apart where they are found. */
export type EncodedType = Exclude<ParameterType, 'fields'>;

/**
 * How each type is written (domain-facts A.1). An empty text stands for "nothing here": it empties a field, or takes a
 * filter off. What is counted or chosen has no such value, and Convoso refuses it there (domain-facts A.7: 6071–6077).
 */
export const ENCODERS: Readonly<Record<EncodedType, Encoder>> = {
  id: matching(/^(?:-?\d+)?$/, 'digits, such as 1364887'),
  ids: listOf(matching(/^-?\d+$/, 'digits, with commas where there are several')),
  text,
  texts: listOf((value) => textOf(value)?.trim() ?? { mustBe: 'a text or a list of texts' }),
  integer: (value, parameter) => numberText(value, /^-?\d+$/, 'a whole number', parameter),
  decimal: (value, parameter) => numberText(value, /^-?\d+(?:\.\d+)?$/, 'a number', parameter),
  flag: (value) => FLAGS.get(lowered(value)) ?? { mustBe: 'true or false' },
  yesNo: (value) => YES_NO.get(lowered(value)) ?? { mustBe: 'Y or N' },
  phone,
  email: matching(/^(?:[^\s@]+@[^\s@]+)?$/, 'an e-mail address'),
  time: date(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/, 'written YYYY-MM-DD HH:MM:SS, on the 24-hour clock'),
  day: date(/^\d{4}-\d\d-\d\d$/, 'written YYYY-MM-DD'),
  dayOrTime: date(/^\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d)?$/, 'written YYYY-MM-DD or YYYY-MM-DD HH:MM:SS'),
  zone,
  status: (value, { min = 1 }) =>
    matching(
      new RegExp(`^[A-Za-z0-9]{${min},6}$`),
      `an abbreviation of ${min} to 6 letters and digits, such as NI, and no name`,
    )(value),
  color: matching(/^[0-9a-f]{6}$/i, 'six hexadecimal digits without #, such as 6711d1'),
  listName: matching(/^[\w: -]{10,30}$/, '10 to 30 letters, digits, blanks and : - _'),
  choice,
  choices: (value, parameter) => listOf((one) => choice(one, parameter))(value),
};

const FLAGS: ReadonlyMap<string, string> = new Map([
  ['true', '1'],
  ['1', '1'],
  ['false', '0'],
  ['0', '0'],
]);
const YES_NO: ReadonlyMap<string, string> = new Map([
  ['true', 'Y'],
  ['y', 'Y'],
  ['false', 'N'],
  ['n', 'N'],
]);

/** Numbers and booleans as texts; undefined for what has parts, which Convoso does not take (domain-facts A.1). */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || Number.isFinite(value)) return String(value);
  return undefined;
}

function text(value: unknown, { max = Infinity }: Parameter): Encoded {
  const written = textOf(value);
  if (written === undefined) return { mustBe: 'a text' };
  return written.length <= max ? written : { mustBe: `a text of ${max} characters at most` };
}

function lowered(value: unknown): string {
  return textOf(value)?.trim().toLowerCase() ?? '';
}

function matching(pattern: RegExp, mustBe: string): (value: unknown) => Encoded {
  return (value) => {
    const text = textOf(value)?.trim();
    return text !== undefined && pattern.test(text) ? text : { mustBe };
  };
}

/** Several values with commas and without blanks between them; a text may already be such a list. */
function listOf(encodeOne: (value: unknown) => Encoded): (value: unknown) => Encoded {
  return (value) => {
    const items: readonly unknown[] = Array.isArray(value) ? value : (textOf(value)?.split(',') ?? [value]);
    if (items.length === 1 && items[0] === '') return '';
    const texts: string[] = [];
    for (const item of items) {
      const encoded = encodeOne(item);
      if (typeof encoded !== 'string') return encoded;
      texts.push(encoded);
    }
    return texts.join(',');
  };
}

function numberText(value: unknown, pattern: RegExp, kind: string, { min, max }: Parameter): Encoded {
  const text = textOf(value)?.trim() ?? '';
  const inRange = Number(text) >= (min ?? -Infinity) && Number(text) <= (max ?? Infinity);
  return pattern.test(text) && inRange ? text : { mustBe: kind + rangeText(min, max) };
}

function rangeText(min: number | undefined, max: number | undefined): string {
  if (min === undefined) return '';
  return max === undefined ? ` of ${min} or more` : ` from ${min} to ${max}`;
}

/**
 * A phone number in the one normal form, so that a search finds what an insert stored. Letters are a mistake that
 * dropping them would hide; an extension has no place of its own in Convoso and is left off.
 */
function phone(value: unknown, { min = 7, max = 15 }: Parameter): Encoded {
  const written = textOf(value)?.trim();
  if (written === '') return '';
  const { digits, hasLetters } = takeApart(written ?? '');
  const fits = !hasLetters && digits.length >= min && digits.length <= max;
  return fits ? digits : { mustBe: `${min} to ${max} digits` };
}

function date(pattern: RegExp, mustBe: string): (value: unknown) => Encoded {
  const written = matching(pattern, mustBe);
  return (value) => {
    const text = written(value);
    return typeof text === 'string' && !exists(text) ? { mustBe: 'a date that exists' } : text;
  };
}

/** Only what exists reads the same after it has been through a calendar, which moves 30 February to March. */
function exists(text: string): boolean {
  const iso = text.replace(' ', 'T');
  const moment = Date.parse(iso.length === 10 ? iso : `${iso}Z`);
  return isoText(moment).startsWith(iso);
}

/** Convoso takes hours as a decimal number: half an hour is .50, and a colon is not understood. */
function zone(value: unknown): Encoded {
  const hours = Number(textOf(value)?.trim() || NaN);
  const exists = hours >= -12 && hours <= 14 && Number.isInteger(hours * 4);
  return exists
    ? hours.toFixed(2)
    : { mustBe: 'decimal hours from GMT, such as -5.00 (half an hour is .50)' };
}

/** An option in the spelling of the table, in whatever case it was given. */
function choice(value: unknown, { options = [] }: Parameter): Encoded {
  const wanted = lowered(value);
  const known = options.map(String);
  return known.find((option) => option.toLowerCase() === wanted) ?? { mustBe: `one of ${known.join(', ')}` };
}
