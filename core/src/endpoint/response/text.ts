import { nothing, splitText, type Result } from './result.js';

/**
 * A TEXT answer: the whole body, trimmed. A Delimiter splits it, or, where the body is made of `key<delimiter>value`
 * parts, lets the Response Key pick one; a key that picks nothing is ignored (domain-facts E.3).
 */
export function readText(body: string, key: string, delimiter: string): Result {
  const text = body.trim();
  if (text === '') return nothing('the answer is empty where text was expected');
  const picked = key === '' || delimiter === '' ? undefined : pick(text, key, delimiter);
  return { value: picked ?? splitText(text, delimiter) };
}

function pick(text: string, key: string, delimiter: string): string | undefined {
  for (const part of parts(text, delimiter)) {
    const at = part.indexOf(delimiter);
    if (at > 0 && part.slice(0, at).trim() === key) return part.slice(at + delimiter.length).trim();
  }
  return undefined;
}

/** What may stand between two pairs of one line. */
const BETWEEN_PAIRS = ['&', ';', ',', '|'];

/**
 * The pairs of a text: its lines, or those of a single line, told apart by the mark that gives the most. A mark that
 * leaves a part without the delimiter stands inside a value: `message=Hello, world` is one pair.
 */
function parts(text: string, delimiter: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  if (lines.length > 1) return lines;
  let most = lines;
  for (const mark of BETWEEN_PAIRS) {
    if (mark === delimiter.trim()) continue;
    const pairs = text.split(mark).filter((part) => part.trim() !== '');
    if (pairs.length > most.length && pairs.every((pair) => pair.indexOf(delimiter) > 0)) most = pairs;
  }
  return most;
}
