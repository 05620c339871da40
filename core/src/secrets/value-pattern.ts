/** A backslash as it stands in JSON, or in JSON that was percent-encoded (domain-facts B.2, shape 3). */
const BACKSLASH = '(?:\\\\|%5[Cc])';

/** Characters that no usual encoder changes. Everything else may arrive in several forms. */
const UNCHANGED = /^[A-Za-z0-9_.-]$/;

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '\b': 'b',
  '\f': 'f',
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
  '"': '(?:"|%22)',
  // PHP escapes the slash unless told otherwise.
  '/': '(?:/|%2[Ff])',
};

/** What pages and XML write by name; everything may stand there by its number. */
const MARKUP_NAMES: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
};

/**
 * The source of a regular expression that finds a value as it is, percent-encoded (blank as `%20` or `+`),
 * JSON-escaped, JSON-escaped and then percent-encoded, or escaped as HTML and XML have it; each character on its own, so
 * mixtures are found too.
 *
 * Each run of backslashes is counted together with the character after it. Taken one by one, "a backslash or
 * two" in a row could be divided in exponentially many ways, and a hostile text would stall the masking.
 */
export function valuePattern(value: string): string {
  return piecesOf(value).join('');
}

/** What shows that a text was shortened. */
export const CUT = '…';

/** Texts are shortened to less than this; more of a value does not stand before the cut. */
const LONGEST_CUT = 250;

/** Part of an escape, or of a character of several bytes, which the cut has left. */
const PART_OF_ESCAPE =
  `(?:${BACKSLASH}?(?:u[0-9A-Fa-f]{0,3}|(?:%[0-9A-Fa-f]{2}){0,3}(?:%[0-9A-Fa-f]?)?)|` +
  '&[A-Za-z#0-9]{0,9}|[\\ud800-\\udbff])?';

/** The same of the beginning of a value, of so many characters at least, that stands where a text was cut. */
export function cutValuePattern(value: string, least: number): string {
  const pieces = piecesOf(value.slice(0, LONGEST_CUT));
  const rest = pieces.slice(least).reduceRight((inner, piece) => `(?:${piece}${inner})?`, '');
  return `${pieces.slice(0, least).join('')}${rest}${PART_OF_ESCAPE}(?=${CUT})`;
}

/** A pattern for each character; a run of backslashes belongs to the one after it. */
function piecesOf(value: string): string[] {
  const pieces: string[] = [];
  let backslashes = 0;
  for (const character of value) {
    if (character === '\\') {
      backslashes += 1;
    } else {
      pieces.push(characterPattern(character, backslashes));
      backslashes = 0;
    }
  }
  return backslashes === 0 ? pieces : [...pieces, backslashRun(backslashes, 2 * backslashes)];
}

/** One character after a run of backslashes that belong to the value. */
function characterPattern(character: string, backslashes: number): string {
  const run = backslashRun(backslashes, 2 * backslashes);
  if (UNCHANGED.test(character)) return run + literal(character);
  const runWithEscape = backslashRun(backslashes + 1, 2 * backslashes + 1);
  const unescaped = [
    percentEncoded(character),
    markupEscape(character),
    literal(character),
    ...(character === ' ' ? ['\\+'] : []),
  ];
  const escaped = [unicodeEscape(character), SHORT_ESCAPES[character]].filter((form) => form !== undefined);
  return `(?:${run}(?:${unescaped.join('|')})|${runWithEscape}(?:${escaped.join('|')}))`;
}

function backslashRun(least: number, most: number): string {
  return most === 0 ? '' : `${BACKSLASH}{${least},${most}}`;
}

function literal(character: string): string {
  return units(character)
    .map((unit) => `\\u${hex(unit, 4)}`)
    .join('');
}

function percentEncoded(character: string): string {
  const bytes =
    character <= '\x7f' ? `%${hex(character.charCodeAt(0), 2)}` : encodeURIComponent(wellFormed(character));
  return inEitherCase(bytes);
}

/** What follows the backslash of `\u00e9`; beyond the basic plane the second half brings its own backslash. */
function unicodeEscape(character: string): string {
  return units(character)
    .map((unit) => `u${inEitherCase(hex(unit, 4))}`)
    .join(BACKSLASH);
}

/** As `&#38;`, `&#x26;` or `&amp;`. */
function markupEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const name = MARKUP_NAMES[character];
  const numbers = `#0{0,4}${code}|#[xX]0{0,4}${inEitherCase(code.toString(16))}`;
  return `&(?:${numbers}${name === undefined ? '' : `|${name}`});`;
}

function inEitherCase(digits: string): string {
  return digits.replace(/[A-F]/gi, (digit) => `[${digit.toLowerCase()}${digit.toUpperCase()}]`);
}

/** Half a surrogate pair has no UTF-8 form; encoders put the replacement character. */
function wellFormed(character: string): string {
  return /^\p{Surrogate}$/u.test(character) ? '\ufffd' : character;
}

function units(character: string): number[] {
  return Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
