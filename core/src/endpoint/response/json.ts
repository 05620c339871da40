import { parseExactJson } from '../../payload/exact-json.js';
import { namesThere } from './names-there.js';
import { answerKind, shownKind } from './kind.js';
import { MOST_LEVELS, TOO_DEEP, nothing, splitText, type JsonValue, type Result } from './result.js';

/**
 * A JSON answer: an object, a list or a single value. The key may be a path with dots. Whole numbers too long for a
 * JavaScript number stay text, because a rounded id is another record's.
 */
export function readJson(body: string, key: string, delimiter: string): Result {
  const answer = parse(body);
  if (answer === undefined) return nothing(whyUnreadable(body));
  if (isTooDeep(answer)) return nothing(TOO_DEEP);
  const found = key === '' ? answer : valueAt(answer, key);
  if (found === undefined || found === null) {
    return nothing(
      key === ''
        ? 'the answer is the JSON value null'
        : `the answer has no value at Response Key "${key}"; ${namesThere(namesIn(answer))}${elsewhere(answer, key)}`,
    );
  }
  return { value: splitText(found, delimiter) };
}

function parse(body: string): JsonValue | undefined {
  const text = body.trim();
  const exact = parseExactJson(text);
  if (exact.ok) return exact.value as JsonValue;
  if (/^[[{"]/.test(text)) return undefined;
  try {
    const value = JSON.parse(text) as JsonValue;
    return typeof value === 'number' && /^-?\d{16,}$/.test(text) ? text : value;
  } catch {
    return undefined;
  }
}

function whyUnreadable(body: string): string {
  const kind = answerKind(body);
  if ((kind === 'web page' || kind === 'text') && jsonBehind(body) !== null) return NOTICE_BEFORE_JSON;
  if (kind === 'empty') return 'the answer is empty where JSON was expected';
  if (kind === 'json') return 'the answer begins like JSON but is not valid JSON; it may be cut off';
  return `the answer is ${shownKind(kind)}; Response Data Type is JSON`;
}

const NOTICE_BEFORE_JSON = 'a notice stands before the JSON of the answer';

/** The JSON at the end of an answer that begins with something else, such as a warning of PHP; null without any. */
export function jsonBehind(body: string): string | null {
  const end = /[\]}]\s*$/.test(body);
  const at = end ? body.search(/[[{]\s*["[{\d]/) : -1;
  if (at <= 0) return null;
  const text = body.slice(at).trim();
  return parse(text) === undefined ? null : text;
}

function isTooDeep(answer: JsonValue): boolean {
  let level: readonly JsonValue[] = [answer];
  for (let depth = 0; depth <= MOST_LEVELS; depth++) {
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}

function namesIn(answer: JsonValue): string[] {
  return typeof answer === 'object' && answer !== null && !Array.isArray(answer) ? Object.keys(answer) : [];
}

/** Where the last name of the key stands, in any case of its letters, if it does. */
function elsewhere(answer: JsonValue, key: string): string {
  const wanted = key.slice(key.lastIndexOf('.') + 1).toLowerCase();
  const path = pathTo(answer, wanted, []);
  return path === null ? '' : `, and this name stands at "${path.join('.')}"`;
}

function pathTo(value: JsonValue, wanted: string, path: readonly string[]): readonly string[] | null {
  if (typeof value !== 'object' || value === null || path.length >= MOST_LEVELS_OF_HINT) return null;
  const entries = Object.entries(value).slice(0, MOST_NAMES_OF_HINT);
  const here = entries.find(([name, held]) => name.toLowerCase() === wanted && held !== null);
  if (here !== undefined) return [...path, here[0]];
  for (const [name, held] of entries) {
    const found = pathTo(held, wanted, [...path, name]);
    if (found !== null) return found;
  }
  return null;
}

const MOST_LEVELS_OF_HINT = 4;
const MOST_NAMES_OF_HINT = 20;

/** A key with dots is tried as it stands, then as a path. Own properties only. */
function valueAt(answer: JsonValue, key: string): JsonValue | undefined {
  const direct = ownValue(answer, key);
  if (direct !== undefined || !key.includes('.')) return direct;
  let current: JsonValue | undefined = answer;
  for (const name of key.split('.')) current = current === undefined ? undefined : ownValue(current, name);
  return current;
}

function ownValue(container: JsonValue, name: string): JsonValue | undefined {
  if (typeof container !== 'object' || container === null) return undefined;
  if (Array.isArray(container)) return /^\d+$/.test(name) ? container[Number(name)] : undefined;
  return Object.hasOwn(container, name) ? container[name] : undefined;
}
