import { MASK } from './mask-values.js';
import { isSensitiveName, mayHoldSensitiveName } from './sensitive-names.js';

/** What tells nothing secret stays visible: nothing, an empty text, null and yes or no. */
const HARMLESS_VALUES = new Set(['', '""', 'null', 'true', 'false']);

/** A string, also one that is cut off, or a number. The names of members are strings too. */
const TOKEN = /"[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$)|-?\d[\d.eE+-]*/g;

/**
 * JSON text with the values of sensitive keys masked, at any depth, and `maskText` applied to every string and number
 * of it. A list or object under a sensitive key is masked whole. Every other byte stays as it is.
 *
 * What was JSON is JSON again: a number that is masked becomes a string. Text that is cut off or not quite JSON is read
 * by its keys as far as it goes, and then masked as text.
 */
export function maskJsonText(text: string, maskText: (text: string) => string): string {
  if (isPlainlyHarmless(text, maskText)) return text;
  return isJson(text)
    ? maskTokens(text, (token) => maskToken(token, maskText))
    : maskText(maskTokens(text, (token) => token));
}

/** An escape, or a number whose digits need not stand together. */
const OTHER_SPELLING = /\\|\d[.eE]/;

/**
 * Whether a glance shows that nothing in a text is masked, which is so for nearly all: every key and value is spelled as
 * it is, no stretch of the text looks like the name of a secret, and no secret stands in it.
 */
function isPlainlyHarmless(text: string, maskText: (text: string) => string): boolean {
  return !OTHER_SPELLING.test(text) && !mayHoldSensitiveName(text) && maskText(text) === text;
}

/** Whether a text claims to be a JSON object or list. */
export function looksLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

function maskTokens(text: string, maskOne: (token: string) => string): string {
  const tokens = new RegExp(TOKEN);
  let masked = '';
  let shownUpTo = 0;
  for (let match = tokens.exec(text); match !== null; match = tokens.exec(text)) {
    const [token] = match;
    const end = match.index + token.length;
    masked += text.slice(shownUpTo, match.index) + maskOne(token);
    shownUpTo = end;
    const colon = skipBlanks(text, end);
    if (!token.startsWith('"') || text[colon] !== ':' || !isSensitiveName(keyOf(token))) continue;
    const valueStart = skipBlanks(text, colon + 1);
    const valueEnd = endOfValue(text, valueStart);
    if (!HARMLESS_VALUES.has(text.slice(valueStart, valueEnd))) {
      masked += `${text.slice(end, valueStart)}"${MASK}"`;
      shownUpTo = valueEnd;
    }
    tokens.lastIndex = valueEnd;
  }
  return masked + text.slice(shownUpTo);
}

/** A string or number of valid JSON; byte for byte the same where nothing in it is secret. */
function maskToken(token: string, maskText: (text: string) => string): string {
  // A number can be spelled in several ways, and `1.2345678e7` would be read as the digits of a secret.
  const spellings = token.startsWith('"') ? [String(JSON.parse(token))] : [token, String(Number(token))];
  for (const spelling of spellings) {
    const masked = maskText(spelling);
    if (masked !== spelling) return JSON.stringify(masked);
  }
  return token;
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A key without its quotes; escapes are read, so that no spelling of `token` is overlooked. */
function keyOf(quoted: string): string {
  if (quoted.includes('\\')) {
    try {
      return String(JSON.parse(quoted));
    } catch {
      // Not quite JSON: the key as it stands is the best guess.
    }
  }
  return quoted.slice(1, -1);
}

function endOfValue(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return endOfString(text, start);
  if (first === '{' || first === '[') return endOfContainer(text, start);
  let at = start;
  while (at < text.length && !/[\s,\]}]/.test(text.charAt(at))) at += 1;
  return at;
}

function endOfContainer(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const character = text[at];
    if (character === '"') {
      at = endOfString(text, at);
      continue;
    }
    if (character === '{' || character === '[') depth += 1;
    if (character === '}' || character === ']') depth -= 1;
    at += 1;
    if (depth === 0) return at;
  }
  return text.length;
}

/** The position after the closing quote, or the end of a text that is cut off. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (at < text.length && /\s/.test(text.charAt(at))) at += 1;
  return at;
}
