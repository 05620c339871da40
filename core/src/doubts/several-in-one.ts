import type { Refusal } from '../refusal.js';

/** With what people part several values, where only a list has several. */
const SEPARATORS: Readonly<Record<string, string>> = {
  ',': 'a comma',
  '|': 'a vertical bar',
  ';': 'a semicolon',
};

/**
 * A value with commas in it, or other such signs, where no value has any: several that were meant as values of their
 * own. Null where each part does not look right by itself.
 */
export function severalInOne(
  value: string,
  so: string,
  looksRight: (part: string) => boolean,
): Refusal | null {
  for (const [sign, name] of Object.entries(SEPARATORS)) {
    const parts = partsOf(value, sign);
    if (parts.length < 2 || !parts.every(looksRight)) continue;
    return {
      code: 'SEVERAL_IN_ONE_VALUE',
      message: `This is one value with ${name} in it, and not several: ${so}.`,
      remedy: `Write each by itself: ${parts.map((part) => JSON.stringify(part)).join(', ')}.`,
    };
  }
  return null;
}

export function partsOf(value: string, sign = ','): string[] {
  return value
    .split(sign)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
