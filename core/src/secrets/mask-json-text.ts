import { MASK } from './mask-values.js';
import { isSensitiveName } from './sensitive-names.js';

/** What tells nothing secret stays visible: nothing, an empty text, null and yes or no. */
const HARMLESS_VALUES = new Set(['', '""', 'null', 'true', 'false']);

/**
 * JSON text with the values of sensitive keys masked, at any depth; a list or object under such a key is masked
 * whole. Every other byte stays as it is, and text that is cut off or not quite JSON is read as far as it goes.
 */
export function maskJsonText(text: string): string {
  let masked = '';
  let shownUpTo = 0;
  let at = text.indexOf('"');
  while (at !== -1) {
    const end = endOfString(text, at);
    const colon = skipBlanks(text, end);
    let next = end;
    if (text[colon] === ':' && isSensitiveName(keyOf(text.slice(at, end)))) {
      const valueStart = skipBlanks(text, colon + 1);
      next = endOfValue(text, valueStart);
      if (!HARMLESS_VALUES.has(text.slice(valueStart, next))) {
        masked += `${text.slice(shownUpTo, valueStart)}"${MASK}"`;
        shownUpTo = next;
      }
    }
    at = text.indexOf('"', next);
  }
  return masked + text.slice(shownUpTo);
}

/** Whether a text claims to be a JSON object or list. */
export function looksLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
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
