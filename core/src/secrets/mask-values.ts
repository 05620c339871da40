import { CUT, cutValuePattern, valuePattern } from './value-pattern.js';

/** What stands in the place of a secret. */
export const MASK = '[masked]';

/** In characters: what is shorter is not masked by value. */
export const SHORTEST_MASKED_VALUE = 6;
/** The same for a value that is all digits. */
export const SHORTEST_MASKED_DIGITS = 8;

/**
 * Whether a secret is masked wherever it turns up. Shorter ones occur in ordinary data (`CA`, `4455`, `yes`, and all
 * literals of JSON) so often that masking them would spoil logs and results, and thereby tell where they occur. Digits
 * are held to more, because numbers are everywhere: ids, amounts, parts of phone numbers.
 */
export function isMaskedByValue(secret: string): boolean {
  return secret.length >= (/^\d+$/.test(secret) ? SHORTEST_MASKED_DIGITS : SHORTEST_MASKED_VALUE);
}

type Span = readonly [start: number, end: number];

/**
 * A function that replaces every occurrence of the values, in plain or encoded form, by the mask.
 *
 * Its result holds none of them, save one that is itself a part of the mask, and is left as it is by a second
 * pass. Values that overlap in the text are covered by one mask together. What a shortened text (`…`) has left of a value
 * at its end is masked, too: the words of an answer are shortened before anyone knows which of them are secret.
 */
export function valueMasker(values: readonly string[]): (text: string) => string {
  const secrets = [...new Set(values)]
    .filter(isMaskedByValue)
    // At one place the longest wins, else a secret that begins with another would show its end.
    .sort((a, b) => b.length - a.length);
  if (secrets.length === 0) return (text) => text;
  const pattern = new RegExp(secrets.map(valuePattern).join('|'), 'g');
  const cut = cutFinder(secrets);

  return (text) => {
    let masked = text;
    // A mask can complete another value together with what stands beside it (`ed]x`), hence until nothing is
    // left. Each pass but the last takes away text that is no mask, so this ends.
    for (;;) {
      const next = maskedOnce(masked, [...secretSpans(pattern, masked), ...cut(masked)]);
      if (next === masked) return masked;
      masked = next;
    }
  };
}

/** Finds what was cut off of values; most texts are whole, and nothing is compiled for them. */
function cutFinder(secrets: readonly string[]): (text: string) => Span[] {
  let pattern: RegExp | null = null;
  return (text) => {
    if (!text.includes(CUT)) return [];
    const begun = secrets.filter((secret) => secret.length > SHORTEST_MASKED_VALUE);
    if (begun.length === 0) return [];
    pattern ??= new RegExp(
      begun.map((secret) => cutValuePattern(secret, SHORTEST_MASKED_VALUE)).join('|'),
      'g',
    );
    return secretSpans(pattern, text);
  };
}

function maskedOnce(text: string, found: readonly Span[]): string {
  if (found.length === 0) return text;
  let masked = '';
  let shownUpTo = 0;
  for (const [start, end] of united([...found, ...maskSpans(text)])) {
    masked += text.slice(shownUpTo, start) + MASK;
    shownUpTo = end;
  }
  return masked + text.slice(shownUpTo);
}

/** Every place where a value begins, also inside another one. */
function secretSpans(pattern: RegExp, text: string): Span[] {
  const spans: Span[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    spans.push([match.index, match.index + match[0].length]);
    pattern.lastIndex = match.index + 1;
  }
  return spans;
}

function maskSpans(text: string): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf(MASK); at !== -1; at = text.indexOf(MASK, at + MASK.length)) {
    spans.push([at, at + MASK.length]);
  }
  return spans;
}

/** The spans in order, overlapping ones as one; those that only touch stay two. */
function united(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && start < last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], end)];
    else merged.push([start, end]);
  }
  return merged;
}
