import { nullRecord } from '../fields/value.js';
import { MASK } from './mask-values.js';
import { isSensitiveName } from './sensitive-names.js';

/** Deeper structures than any real payload are cut, so that a hostile one cannot exhaust the stack. */
const DEEPEST = 100;

/**
 * A copy of a value, as `JSON.stringify` would see it, with sensitive keys masked at any depth and `maskText`
 * applied to every text, number and key. Objects come without a prototype.
 */
export function maskJsonValue(value: unknown, maskText: (text: string) => string, depth = 0): unknown {
  if (typeof value === 'string') return maskText(value);
  if (typeof value === 'number') return maskedNumber(value, maskText);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return MASK;
  if (Array.isArray(value)) return value.map((item) => maskJsonValue(item, maskText, depth + 1));
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return maskJsonValue((value as { toJSON(): unknown }).toJSON(), maskText, depth + 1);
  }
  return nullRecord(
    Object.entries(value).map(([key, item]) => [
      maskText(key),
      isSensitiveName(key) && tellsSomething(item) ? MASK : maskJsonValue(item, maskText, depth + 1),
    ]),
  );
}

function maskedNumber(value: number, maskText: (text: string) => string): unknown {
  const text = String(value);
  const masked = maskText(text);
  return masked === text ? value : masked;
}

function tellsSomething(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && typeof value !== 'boolean';
}
