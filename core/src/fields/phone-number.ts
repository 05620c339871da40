/** A phone number taken apart, whoever may have it. */
export interface WrittenPhone {
  /** In normal form: ten digits for +1, all digits of E.164 otherwise, without a plus sign. Empty where there is none. */
  readonly digits: string;
  /** Its digits; null where there is none. */
  readonly extension: string | null;
  /**
   * What was written of its country code: `'1'`, which the digits are without; that another code is the first of the
   * digits (after +, 00 or 011); or nothing.
   */
  readonly code: '1' | 'first' | null;
  /** A name, a remark, or letters for digits: nothing that a number is written with. */
  readonly hasLetters: boolean;
}

const EXTENSION = /(?:\s*(?:;?\bext(?:ension|n)?[.:=]?|;ext=|(?<=\d\s*)x|#)\s*)(\d{1,8})\s*$/i;

const SEVERAL = /[,;/|&]|\bor\b|\band\b/i;

/** The parts of a text that hold digits, of which the first counts: `773-555-0167 or 773-555-0168` is two telephones. */
export function numbersIn(text: string): readonly string[] {
  return text.split(SEVERAL).filter((part) => /\d/.test(part));
}

/** What dialling out of North America, and of most other countries, begins with. */
const DIALLED_ABROAD = /^011(?=\d{10,})|^00(?=\d{8,})/;

/**
 * Takes a phone number apart however it is written: `+1 (773) 555-0168`, `1-773-555-0168`, `001 773…`, `tel:`, with an
 * extension or without. A number of ten digits without a plus sign counts as one of North America.
 */
export function takeApart(text: string): WrittenPhone {
  const trimmed = text.trim().replace(/^tel:/i, '');
  const extension = EXTENSION.exec(trimmed);
  const before = extension === null ? trimmed : trimmed.slice(0, extension.index);
  const [first = ''] = numbersIn(before);
  // The trunk digit of `+44 (0)20` is dialled at home only.
  const all = first.replace(/^(\s*\+\d{1,3}[\s.-]*)\(0\)/, '$1').replace(/\D/g, '');
  const digits = all.replace(DIALLED_ABROAD, '');
  const isOfNorthAmerica = digits.length === 11 && digits.startsWith('1');
  const isFirst = /^\s*\+/.test(first) || digits !== all;
  return {
    digits: isOfNorthAmerica ? digits.slice(1) : digits,
    extension: extension?.[1] ?? null,
    code: isOfNorthAmerica ? '1' : isFirst ? 'first' : null,
    hasLetters: /[a-z]/i.test(before),
  };
}

/**
 * A phone number without the country code that is sent beside it. Convoso keeps numbers so, and CRMs give them with it:
 * sent as it is, the same telephone would be another lead, and an opt-out of another number than the one that is
 * dialled. Where nothing says which code a number begins with, it is left as it is: a digit too few is somebody else's.
 *
 * @param code the digits of the country code; empty where none is sent
 */
export function withoutCode({ digits, code: written }: WrittenPhone, code: string): string {
  return written === 'first' && digits.startsWith(code) ? digits.slice(code.length) : digits;
}

/** The same of a number as it is written, with a code as it is written. What is no number stays as it is. */
export function nationalNumber(text: string, code: string): string {
  const written = takeApart(text);
  return written.hasLetters ? text : withoutCode(written, code.replace(/\D/g, '')) || text;
}
