import { PROVINCES } from './tables/provinces.js';
import { STATES } from './tables/states.js';

/** A part of the United States or Canada: the states it may be, and every clock that a part of them goes by. */
export interface Region {
  readonly states: readonly string[];
  /** IANA names; where there are several, that of most people first. */
  readonly zones: readonly string[];
}

const ROWS = [...STATES.rows, ...PROVINCES.rows];

const ZONES_OF_STATE = new Map<string, readonly string[]>(ROWS.map(([code, zones]) => [code, zones]));

const CODE_OF_NAME = new Map<string, string>(
  ROWS.flatMap(([code, , ...names]) => [code, ...names].map((name) => [name.toUpperCase(), code] as const)),
);

/** The region that is a whole state, territory or province, by its two letters. No zones when there is none such. */
export function regionOfState(code: string): Region {
  return { states: [code], zones: ZONES_OF_STATE.get(code) ?? [] };
}

/**
 * The two letters of a state, territory or province, from its name or letters in any case, with or without full
 * stops or accents: `ca`, `California`, `Washington, D.C.`, `US-CA`, `Québec`. Null for anything else.
 *
 * @example
 * ```ts
 * readState('new york');
 * // → 'NY'
 * ```
 */
export function readState(text: string): string | null {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[.,\s]+/g, ' ')
    .trim()
    .toUpperCase()
    .replace(/^(?:US-|CA-|STATE OF )/, '');
  return CODE_OF_NAME.get(plain) ?? CODE_OF_NAME.get(plain.replaceAll(' ', '')) ?? null;
}
