import { editDistance, slipOf } from '../fields/nearest.js';

/**
 * The code that a text is with a slip in it. Codes are short, and many differ in one letter: a letter too many, one too
 * few, another one, or two in the wrong order, and of the shortest only the order.
 */
export function codeMeant(text: string, codes: readonly string[]): string | undefined {
  const typed = text.trim().toUpperCase();
  const near = codes.find((code) => isNear(typed, code.trim().toUpperCase()));
  return near ?? slipOf(text, codes);
}

function isNear(typed: string, code: string): boolean {
  if (typed === code) return false;
  if (isSwapped(typed, code)) return true;
  return typed.length >= 3 && editDistance(typed, code) === 1;
}

/** Whether two neighbours have changed places. */
function isSwapped(typed: string, code: string): boolean {
  let at = 0;
  while (at < typed.length && typed[at] === code[at]) at += 1;
  const swapped = typed.slice(0, at) + typed.slice(at + 1, at + 2) + typed.slice(at, at + 1);
  return swapped + typed.slice(at + 2) === code;
}
