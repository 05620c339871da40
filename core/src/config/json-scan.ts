/** What a scan met: a fault ends it, a repeated key does not. */
export interface JsonFinding {
  readonly kind: 'fault' | 'repeated-key';
  readonly offset: number;
  /** What was expected, in words; of a repeated key, the key. Never a value: it may be a secret. */
  readonly what: string;
}

const SPACE = /[ \t\n\r]*/y;
/** Between the quotes anything but control characters, quotes and backslashes, or an escape. */
const STRING = /"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[ !#-[\]-\uffff]*)*"/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

type Expecting = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'comma-or-end';

/**
 * Reads JSON text only to say where it goes wrong. The messages of `JSON.parse` quote the text, secrets included,
 * and do not always say the place. Lists and objects are kept on a stack of our own, so depth cannot exhaust the
 * call stack.
 */
export function scanJson(text: string): JsonFinding[] {
  const findings: JsonFinding[] = [];
  /** The keys so far of each open object; null for an open list. */
  const open: (Set<string> | null)[] = [];
  let offset = 0;
  let expecting: Expecting = 'value';

  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = offset;
    const [taken] = pattern.exec(text) ?? [];
    if (taken === undefined) return null;
    offset += taken.length;
    return taken;
  };
  const takeCharacter = (characters: string): string | null => {
    const character = text.charAt(offset);
    if (character === '' || !characters.includes(character)) return null;
    offset += 1;
    return character;
  };
  const fault = (what: string): JsonFinding[] => [...findings, { kind: 'fault', offset, what }];

  for (;;) {
    take(SPACE);
    const keys = open.at(-1);

    if (expecting === 'comma-or-end') {
      if (keys === undefined) return offset === text.length ? findings : fault('nothing more was expected');
      const closing = keys === null ? ']' : '}';
      const taken = takeCharacter(`,${closing}`);
      if (taken === null) return fault(`a comma or ${closing} was expected`);
      if (taken === ',') expecting = keys === null ? 'value' : 'key';
      else open.pop();
      continue;
    }
    if (expecting === 'value-or-end' && takeCharacter(']') !== null) {
      open.pop();
      expecting = 'comma-or-end';
      continue;
    }
    if (expecting === 'key-or-end' && takeCharacter('}') !== null) {
      open.pop();
      expecting = 'comma-or-end';
      continue;
    }
    if (expecting === 'key' || expecting === 'key-or-end') {
      const start = offset;
      const quoted = take(STRING);
      if (quoted === null) return fault('a key in quotes was expected');
      const key = JSON.parse(quoted) as string;
      if (keys?.has(key) === true) findings.push({ kind: 'repeated-key', offset: start, what: key });
      keys?.add(key);
      take(SPACE);
      if (takeCharacter(':') === null) return fault('a colon was expected');
      expecting = 'value';
      continue;
    }
    const opening = takeCharacter('{[');
    if (opening === null) {
      if ((take(STRING) ?? take(SCALAR)) === null) return fault('a value was expected');
      expecting = 'comma-or-end';
    } else {
      open.push(opening === '{' ? new Set() : null);
      expecting = opening === '{' ? 'key-or-end' : 'value-or-end';
    }
  }
}
