import { nullRecord } from '../fields/value.js';
import { MASK } from './mask-values.js';

/** Deeper structures than any real payload are cut, so that a hostile one cannot exhaust the stack. */
const DEEPEST = 100;

/** How the parts of a structured value are masked. */
export interface ValueMasking {
  /** For every text, number and key. */
  readonly maskText: (text: string) => string;
  /** Whether what stands under a key is masked whole. */
  readonly isSecretKey: (key: string) => boolean;
}

/**
 * A copy of a value, as `JSON.stringify` would see it, masked at any depth; a number that is masked becomes a text.
 * Objects come without a prototype.
 */
export function maskJsonValue(value: unknown, masking: ValueMasking, depth = 0): unknown {
  const { maskText, isSecretKey } = masking;
  if (typeof value === 'string') return maskText(value);
  if (typeof value === 'number') return maskedNumber(value, maskText);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return MASK;
  if (Array.isArray(value)) return value.map((item) => maskJsonValue(item, masking, depth + 1));
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return maskJsonValue((value as { toJSON(): unknown }).toJSON(), masking, depth + 1);
  }
  const shownKeys = shownKeysOf(Object.keys(value), maskText);
  return nullRecord(
    Object.entries(value).map(([key, item], index) => [
      shownKeys[index] ?? MASK,
      isSecretKey(key) && tellsSomething(item) ? MASK : maskJsonValue(item, masking, depth + 1),
    ]),
  );
}

/** Keys that look alike once they are masked are numbered, or all but one of their values would be lost. */
function shownKeysOf(keys: readonly string[], maskText: (text: string) => string): string[] {
  const masked = keys.map(maskText);
  const taken = new Set(masked.filter((key, index) => key === keys[index]));
  return masked.map((key, index) => {
    if (key === keys[index]) return key;
    let free = key;
    for (let number = 2; taken.has(free); number += 1) free = `${key} ${String(number)}`;
    taken.add(free);
    return free;
  });
}

function maskedNumber(value: number, maskText: (text: string) => string): unknown {
  const text = String(value);
  const masked = maskText(text);
  return masked === text ? value : masked;
}

function tellsSomething(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && typeof value !== 'boolean';
}
