import { AGENT_CODES } from '../disposition/agent-codes.js';
import type { AccountStatus } from '../disposition/flags.js';
import { SYSTEM_CODES } from '../disposition/system-codes.js';

/** What a text means that stands where a status code belongs. */
export type CodeReading =
  | { readonly kind: 'code' }
  | { readonly kind: 'named'; readonly code: string }
  | { readonly kind: 'ambiguous'; readonly codes: readonly string[] };

interface Table {
  readonly codes: ReadonlySet<string>;
  readonly byName: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads a status by its name where it is no code: `Not Interested`, `NOT_INTERESTED` and `not interested` are NI. The
 * account's own table comes before the built-in one. What looks like a code, or has no known name, is one.
 */
export function readCode(text: string, statuses: readonly AccountStatus[]): CodeReading {
  const trimmed = text.trim();
  if (LOOKS_LIKE_A_CODE.test(trimmed)) return { kind: 'code' };
  const tables = [tableOf(statuses), BUILT_IN];
  if (tables.some(({ codes }) => codes.has(trimmed.toUpperCase()))) return { kind: 'code' };
  const name = lettersOf(trimmed);
  const [codes] = tables.map(({ byName }) => byName.get(name)).filter((found) => found !== undefined);
  const [code, ...others] = codes ?? [];
  if (code === undefined) return { kind: 'code' };
  return others.length === 0 ? { kind: 'named', code } : { kind: 'ambiguous', codes: [code, ...others] };
}

/** Of 1 to 6 characters, as Convoso has them (domain-facts C.1), in capitals. */
const LOOKS_LIKE_A_CODE = /^[A-Z0-9]{0,6}$/;

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function makeTable(rows: readonly (readonly [code: string, name: string | null])[]): Table {
  const byName = new Map<string, string[]>();
  for (const [code, name] of rows) {
    const letters = lettersOf(name ?? '');
    if (letters === '') continue;
    byName.set(letters, [...(byName.get(letters) ?? []), code]);
  }
  return { codes: new Set(rows.map(([code]) => code.toUpperCase())), byName };
}

const BUILT_IN = makeTable([...SYSTEM_CODES, ...AGENT_CODES].map(({ code, name }) => [code, name]));

const tables = new WeakMap<readonly AccountStatus[], Table>();

function tableOf(statuses: readonly AccountStatus[]): Table {
  let table = tables.get(statuses);
  if (table === undefined) {
    table = makeTable(statuses.map(({ status, name }) => [status, name]));
    tables.set(statuses, table);
  }
  return table;
}
