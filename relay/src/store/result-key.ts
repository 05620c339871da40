import { storedValue } from './stored-json.js';

/** How much of a result can be searched for, in characters. */
const SEARCHED = 64;

/**
 * What results are searched by: the beginning of the text that people see (a text without its quotes, anything else
 * as JSON), upper and lower case the same. The key of a beginning is the beginning of the key.
 */
export function resultKey(text: string): string {
  const beginning = text.slice(0, SEARCHED);
  if (PLAIN.test(beginning)) return beginning.toLowerCase();
  return Array.from(text.slice(0, 2 * SEARCHED))
    .slice(0, SEARCHED)
    .map(folded)
    .join('');
}

/** In ASCII every character is one and has a lower case that depends on no other. */
// eslint-disable-next-line no-control-regex -- all of ASCII is meant but the one that no database keeps
const PLAIN = /^[\u0001-\u007f]*$/;

/** A stored result as people see it. */
export function resultText(json: string): string {
  // Only what begins like one can be a text; to read all others would cost more than to keep them.
  if (!/^\s*"/.test(json)) return json;
  const value = storedValue(json);
  return typeof value === 'string' ? value : json;
}

/** One by one, because the lower case of a whole text depends on where its words end. */
function folded(character: string): string {
  return /^[\0\uD800-\uDFFF]$/.test(character) ? '\uFFFD' : character.toLowerCase();
}

const LAST_CODE_POINT = 0x10ffff;
const LAST_BEFORE_SURROGATES = 0xd7ff;
const FIRST_AFTER_SURROGATES = 0xe000;

/**
 * The least text after all that begin with `prefix`, in the order of code points, which is that of both databases;
 * null when nothing comes after them.
 */
export function endOfPrefix(prefix: string): string | null {
  const characters = Array.from(prefix);
  for (;;) {
    const last = characters.pop()?.codePointAt(0);
    if (last === undefined) return null;
    if (last === LAST_CODE_POINT) continue;
    const next = last === LAST_BEFORE_SURROGATES ? FIRST_AFTER_SURROGATES : last + 1;
    return characters.join('') + String.fromCodePoint(next);
  }
}
