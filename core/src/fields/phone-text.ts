import { takeApart } from './phone-number.js';

/** A phone number that is somebody's. */
export interface PhoneText {
  /** In normal form: ten digits for +1, all digits of E.164 otherwise; without a plus sign. */
  readonly number: string;
  /** Its digits; null where there is none. */
  readonly extension: string | null;
}

/** E.164 has no longer numbers; fewer digits cannot tell two callers apart. */
const MOST_DIGITS = 15;
const LEAST_DIGITS = 7;

/**
 * Reads a phone number however it is written ({@link takeApart}). Null for what cannot tell two callers apart: too few
 * digits or too many, one digit throughout, or a word that a telephone network spells on its keypad where the caller is
 * not known.
 *
 * @example
 * ```ts
 * readPhone('+1 (202) 555-0134 ext. 7');
 * // → { number: '2025550134', extension: '7' }
 * ```
 */
export function readPhone(text: string): PhoneText | null {
  const { digits, extension, code } = takeApart(text);
  if (digits.length < LEAST_DIGITS || digits.length > MOST_DIGITS || isDummy(digits)) return null;
  // A word of ten letters without a plus sign may be somebody's number.
  if (SPELLED.has(digits) && (code === 'first' || digits.length !== 10)) return null;
  return { number: digits, extension };
}

/**
 * The number alone, in normal form: what leads, searches and lists go by. Null as {@link readPhone} is.
 *
 * @example
 * ```ts
 * normalisePhone('1-202-555-0134');
 * // → '2025550134'
 * ```
 */
export function normalisePhone(text: string): string | null {
  return TEN_DIGITS.test(text) && !isDummy(text) ? text : (readPhone(text)?.number ?? null);
}

/** Nearly every number comes in normal form already. */
const TEN_DIGITS = /^[2-9]\d{9}$/;

/** One digit throughout, or the digits in their order: what is typed where a number has to be given. */
function isDummy(digits: string): boolean {
  return /^(\d)\1*$/.test(digits) || digits === '1234567890' || digits === '0123456789';
}

/** On a keypad: anonymous, restricted, blocked, unknown, unavailable, private, withheld, no caller id. */
const SPELLED = new Set(
  '266696687 7378742833 2562533 8656696 86282452253 7748283 94844353 6622553743'.split(' '),
);
