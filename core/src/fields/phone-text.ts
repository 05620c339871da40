/** A phone number taken apart. */
export interface PhoneText {
  /** In normal form: ten digits for +1, all digits of E.164 otherwise; without a plus sign. */
  readonly number: string;
  /** Its digits; null where there is none. */
  readonly extension: string | null;
}

const EXTENSION = /(?:\s*(?:;?\bext(?:ension|n)?[.:=]?|;ext=|(?<=\d\s*)x|#)\s*)(\d{1,8})\s*$/i;

/** Of two numbers in one text the first counts. */
const SEVERAL = /[,;/|&]|\bor\b|\band\b/i;

/** What dialling out of North America, and of most other countries, begins with. */
const DIALLED_ABROAD = /^011(?=\d{10,})|^00(?=\d{8,})/;

/** E.164 has no longer numbers; fewer digits cannot tell two callers apart. */
const MOST_DIGITS = 15;
const LEAST_DIGITS = 7;

/**
 * Reads a phone number however it is written: `+1 (773) 555-0168`, `1-773-555-0168`, `001 773…`, `tel:`, with an
 * extension or without. Null for what cannot tell two callers apart: too few digits or too many, one digit throughout,
 * or a word that a telephone network spells on its keypad where the caller is not known. A number of ten digits without
 * a plus sign counts as one of North America.
 */
export function readPhone(text: string): PhoneText | null {
  const trimmed = text.trim().replace(/^tel:/i, '');
  const extension = EXTENSION.exec(trimmed);
  const before = extension === null ? trimmed : trimmed.slice(0, extension.index);
  const [first = ''] = before.split(SEVERAL).filter((part) => /\d/.test(part));
  const number = normalForm(first);
  return number === null ? null : { number, extension: extension?.[1] ?? null };
}

/** The number alone, in normal form: what leads, searches and lists go by. Null as {@link readPhone} is. */
export function normalisePhone(text: string): string | null {
  return TEN_DIGITS.test(text) && !isDummy(text) ? text : (readPhone(text)?.number ?? null);
}

/** Nearly every number comes in normal form already. */
const TEN_DIGITS = /^[2-9]\d{9}$/;

function normalForm(text: string): string | null {
  const isInternational = /^\s*\+/.test(text);
  // The trunk digit of `+44 (0)20` is dialled at home only.
  const written = isInternational ? text.replace(/^(\s*\+\d{1,3}[\s.-]*)\(0\)/, '$1') : text;
  const all = written.replace(/\D/g, '');
  const abroad = all.replace(DIALLED_ABROAD, '');
  const digits = abroad.length === 11 && abroad.startsWith('1') ? abroad.slice(1) : abroad;
  if (digits.length < LEAST_DIGITS || digits.length > MOST_DIGITS || isDummy(digits)) return null;
  return isSpelled(digits, isInternational) ? null : digits;
}

/** One digit throughout, or the digits in their order: what is typed where a number has to be given. */
function isDummy(digits: string): boolean {
  return /^(\d)\1*$/.test(digits) || digits === '1234567890' || digits === '0123456789';
}

/** On a keypad: anonymous, restricted, blocked, unknown, unavailable, private, withheld, no caller id. */
const SPELLED = new Set(
  '266696687 7378742833 2562533 8656696 86282452253 7748283 94844353 6622553743'.split(' '),
);

/** A word of ten letters without a plus sign may be somebody's number. */
function isSpelled(digits: string, isInternational: boolean): boolean {
  return SPELLED.has(digits) && (isInternational || digits.length !== 10);
}
