/** A JSON text read, or the reason in words why it is none. */
export type JsonReading =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string };

/**
 * Reads JSON without rounding: whole numbers too long for a JavaScript number, and numbers too large for any, come back as text. External
 * ids of 18 digits are sent as numbers by some accounts, and a rounded id is another record's id. What is too large would be infinite, and
 * null wherever it is written as JSON.
 */
export function parseExactJson(text: string): JsonReading {
  // Most bodies are forms: looking at one character spares them an exception.
  if (!/^\s*[{["]/.test(text)) return { ok: false, why: whyNotJson(text) };
  try {
    return { ok: true, value: exactJson(text) };
  } catch {
    return { ok: false, why: whyNotJson(text) };
  }
}

/**
 * The same for a text that is expected to be JSON.
 *
 * @throws {SyntaxError} for one that is not
 */
export function exactJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return UNUSUAL.test(text) ? JSON.parse(text.replace(TOKEN, quoteUnheld)) : value;
}

/** What may hold such a number: nothing else is looked through. */
const UNUSUAL = /\d{16}|\de\+?\d{3}/i;
/** A string, so that digits inside of it are passed over, or a number. Runs on valid JSON only. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

function quoteUnheld(token: string): string {
  const isUnheld = /^-?\d{16,}$/.test(token) || Number(token) === Infinity || Number(token) === -Infinity;
  return isUnheld ? `"${token}"` : token;
}

/** In our own words: the engine's message quotes the text, and a delivery holds personal data. */
function whyNotJson(text: string): string {
  const first = text[0] ?? '';
  if (first !== '{' && first !== '[') return 'the text starts with neither { nor [';
  const last = first === '{' ? '}' : ']';
  if (!text.endsWith(last))
    return `the text starts with ${first} but does not end with ${last}: it may be cut off`;
  return `the text starts with ${first} and ends with ${last}, but between them it is not valid JSON`;
}
