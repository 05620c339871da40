import { ConnectError, callLogIdOf, normalisePhone, type Occurrence } from '@convoso-connect/core';

/** What somebody asks about, by what they have at hand. */
export type Sought =
  /** Digits: a number in normal form, or how it ends. */
  | { readonly by: 'phone'; readonly digits: string; readonly whole: boolean }
  | { readonly by: 'lead' | 'call'; readonly id: string };

/** Fewer digits are the ending of too many numbers. */
const LEAST_DIGITS = 4;

/** Reads a phone number in any formatting, or its last digits. Throws a `ConnectError` for what is neither. */
export function soughtPhone(text: string): Sought {
  const whole = normalisePhone(text);
  if (whole !== null) return { by: 'phone', digits: whole, whole: true };
  const digits = text.replace(/[\s().+-]/g, '');
  if (/^\d+$/.test(digits) && digits.length >= LEAST_DIGITS) return { by: 'phone', digits, whole: false };
  throw new ConnectError(
    'NOT_A_PHONE_NUMBER',
    `"${text}" is no phone number`,
    `Give the number, or its last digits, ${LEAST_DIGITS} at least.`,
  );
}

/** How it is called in sentences. */
export function soughtText(sought: Sought): string {
  if (sought.by !== 'phone') return `the ${sought.by} ${sought.id}`;
  return sought.whole ? sought.digits : `a number that ends in ${sought.digits}`;
}

/** Whether an occurrence, stored with its two numbers, is about what is sought. */
export function isAbout(
  sought: Sought,
  { occurrence, phones }: { occurrence: Occurrence; phones: readonly (string | null)[] },
): boolean {
  switch (sought.by) {
    case 'phone':
      return phones.some((phone) => phone?.endsWith(sought.digits) === true);
    case 'lead':
      return occurrence.leadKey === `lead:${sought.id}`;
    case 'call':
      return callLogIdOf(occurrence.snapshot) === sought.id;
  }
}

const PHONE_LIKE = /\+?\(?\d[\d ().-]{2,}\d/g;

/** Whether a request that nobody could or would read names what is sought: the text is searched as it is, and decoded. */
export function isNamedIn(sought: Sought, text: string): boolean {
  const all = `${text}\n${decoded(text)}`;
  if (sought.by === 'phone') {
    const numbers = all.match(PHONE_LIKE) ?? [];
    return numbers.some((number) => number.replace(/\D/g, '').endsWith(sought.digits));
  }
  const names = sought.by === 'lead' ? 'lead_id|id' : 'call_log_id|uniqueid';
  const id = sought.id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`\\b(?:${names})["']?\\s*[:= ]\\s*["']?${id}(?![\\w-])`, 'i').test(all);
}

/** Without its percent signs; a text that is cut off in the middle of one stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
