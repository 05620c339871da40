import { storable } from './texts.js';

/**
 * A value for a statement. An instant that never comes, or has always been, which no whole number of Postgres can be, is the last or the
 * first one that there is. A list is a text in which all of that holds for its elements: the driver would make one as well, but goes through
 * each text several times for it, and a slice of work has hundreds of them, each a page long.
 */
export function storableValue(value: unknown): unknown {
  if (typeof value === 'string') return storable(value);
  if (typeof value === 'number') return storableNumber(value);
  return Array.isArray(value) ? listText(value) : value;
}

function storableNumber(value: number): number {
  if (value === Infinity) return Number.MAX_SAFE_INTEGER;
  return value === -Infinity ? Number.MIN_SAFE_INTEGER : value;
}

function listText(values: readonly unknown[]): string {
  let text = '{';
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) text += ',';
    text += elementText(values[index]);
  }
  return `${text}}`;
}

function elementText(value: unknown): string {
  if (typeof value === 'string') return quoted(storable(value));
  if (typeof value === 'number') return String(storableNumber(value));
  if (value === null || value === undefined) return 'NULL';
  if (value instanceof Uint8Array) return `"\\\\x${hexOf(value)}"`;
  throw new TypeError(`a list has an element that no column of Postgres holds: ${typeof value}`);
}

/** JSON says quotes and backslashes as a list does, and is made several times as fast; these characters it says in a way of its own. */
const SAID_OTHERWISE = /[\p{Cc}\p{Cs}]/u;

function quoted(text: string): string {
  return SAID_OTHERWISE.test(text) ? `"${text.replace(EACH_SPECIAL, '\\$&')}"` : JSON.stringify(text);
}

const EACH_SPECIAL = /["\\]/g;

function hexOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('hex');
}
