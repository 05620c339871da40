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
 * JSON-escaped, JSON-escaped and then percent-encoded, or escaped as HTML and XML have it; each character on its own, so mixtures are found too.
 *
 * Each run of backslashes is counted together with the character after it. Taken one by one, "a backslash or
 * two" in a row could be divided in exponentially many ways, and a hostile text would stall the masking.
 */
export function valuePattern(value: string): string {
  let pattern = '';
  let backslashes = 0;
  for (const character of value) {
    if (character === '\\') {
      backslashes += 1;
    } else {
      pattern += characterPattern(character, backslashes);
      backslashes = 0;
    }
  }
  return pattern + backslashRun(backslashes, 2 * backslashes);
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
