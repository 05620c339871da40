import type { FieldValue } from '../fields/value.js';
import { wellFormed } from '../fields/well-formed.js';

/**
 * A delivered value as text, or as a list of texts (domain-facts B.1, B.3). Numbers and booleans become text, JSON
 * null and the literal text `null` in any case become empty, nested objects their JSON text. Blanks are kept: what
 * was typed is what is passed on. A list of one and the same value is that value. Halves of characters become U+FFFD,
 * because no store and no destination would keep them as they are.
 *
 * @throws {RangeError} for nesting deeper than the platform can write as JSON
 * @throws {TypeError} for an object that contains itself
 */
export function cleanValue(value: unknown): FieldValue {
  if (typeof value === 'string') return cleanText(value);
  if (!Array.isArray(value)) return cleanText(value);
  const texts = value.map(cleanText);
  const [first = ''] = texts;
  return texts.every((text) => text === first) ? first : texts;
}

function cleanText(value: unknown): string {
  if (typeof value === 'string') {
    return value.length === 4 && value.toLowerCase() === 'null' ? '' : wellFormed(value);
  }
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return wellFormed(JSON.stringify(value));
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
    ? String(value)
    : '';
}
