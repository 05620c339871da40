import type { FieldValue } from '../fields/value.js';

/**
 * A delivered value as text, or as a list of texts (domain-facts B.1, B.3). Numbers and booleans become text, JSON
 * null and the literal text `null` in any case become empty, nested objects their JSON text. Blanks are kept: what
 * was typed is what is passed on.
 *
 * @throws {RangeError} for nesting deeper than the platform can write as JSON
 * @throws {TypeError} for an object that contains itself
 */
export function cleanValue(value: unknown): FieldValue {
  if (!Array.isArray(value)) return cleanText(value);
  return value.length === 0 ? '' : value.map(cleanText);
}

function cleanText(value: unknown): string {
  if (typeof value === 'string') return value.length === 4 && value.toLowerCase() === 'null' ? '' : value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return JSON.stringify(value);
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
    ? String(value)
    : '';
}
