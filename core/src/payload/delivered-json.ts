import { exactJson, parseExactJson, type JsonReading } from './exact-json.js';

/**
 * Reads JSON that was delivered. As in a form, a name that comes several times in one object has a list of its values:
 * the platform would keep the last and drop the others without a word.
 */
export function parseDeliveredJson(text: string): JsonReading {
  const json = parseExactJson(text);
  if (!json.ok) return json;
  const renamed = withRepeatsRenamed(text);
  if (renamed === text) return json;
  try {
    return { ok: true, value: withRepeatsListed(exactJson(renamed)) };
  } catch {
    // Nested more deeply than can be walked through: no fields are read from that.
    return json;
  }
}

/** Strings, of which those before a colon are names, and what objects and lists begin and end with. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"(?:\s*:)?|[{}]/g;

/** Follows the name where it is not the first of its kind. No sender writes one: JSON has no bare control characters. */
const REPEAT = '\u0001';

/** Gives each repeated name of an object one of its own. Runs on valid JSON only. */
function withRepeatsRenamed(text: string): string {
  const objects: Map<string, number>[] = [];
  return text.replace(TOKEN, (token) => {
    if (token === '{') objects.push(new Map());
    else if (token === '}') objects.pop();
    const names = token.endsWith(':') ? objects.at(-1) : undefined;
    if (names === undefined) return token;
    const name = token.slice(0, token.lastIndexOf('"'));
    const before = names.get(name) ?? 0;
    names.set(name, before + 1);
    return before === 0 ? token : `${name}\\u0001${before}":`;
  });
}

function withRepeatsListed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withRepeatsListed);
  if (typeof value !== 'object' || value === null) return value;
  const listed = Object.create(null) as Record<string, unknown>;
  for (const [written, each] of Object.entries(value)) {
    const end = written.indexOf(REPEAT);
    const inner = withRepeatsListed(each);
    const name = written.slice(0, end);
    const before = listed[name];
    if (end <= 0 || before === undefined) listed[written] = inner;
    else listed[name] = Array.isArray(before) ? [...(before as unknown[]), inner] : [before, inner];
  }
  return listed;
}
