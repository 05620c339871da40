import type { Refusal } from './refuse.js';

/**
 * A value with commas in it, where no value has any: several that were meant as values of their own. Null where each
 * part does not look right by itself.
 */
export function severalInOne(
  value: string,
  so: string,
  looksRight: (part: string) => boolean,
): Refusal | null {
  const parts = partsOf(value);
  if (parts.length < 2 || !parts.every(looksRight)) return null;
  return {
    code: 'SEVERAL_IN_ONE_VALUE',
    message: `This is one value with a comma in it, and not several: ${so}.`,
    remedy: `Write each by itself: ${parts.map((part) => JSON.stringify(part)).join(', ')}.`,
  };
}

export function partsOf(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
