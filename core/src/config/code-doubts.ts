import { readState } from '../hours/regions.js';
import type { Refusal } from './refuse.js';

/** A state or province by its name: Convoso's lists have two letters there. What a lead was imported with may differ. */
export function stateByName(field: string, value: string, so: string): Refusal | null {
  if (field !== 'state' && field !== 'province') return null;
  const code = readState(value);
  if (code === null || value.trim().toUpperCase() === code) return null;
  return {
    code: 'STATE_BY_NAME',
    message: `${field} mostly comes as two letters, and equality compares texts: where it does, ${so}.`,
    remedy: `Write "${code}", or both where your leads have both.`,
  };
}

/** An id with a zero in front is another text than the id. */
export function zeroInFront(value: string, so: string): Refusal | null {
  const [, id] = /^\s*0+(\d+)\s*$/.exec(value) ?? [];
  if (id === undefined) return null;
  return {
    code: 'ZERO_IN_FRONT',
    message: `Convoso's ids begin with no zero, and they are compared as texts, so ${so}.`,
    remedy: `Write "${id}".`,
  };
}
