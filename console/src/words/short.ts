import { visibleText } from '@convoso-connect/core';

/** In characters: what a label, a choice or a title has room for. */
const LONGEST = 80;

/** A name that came from outside, where only a plain text can stand: in a label, a choice, or the title of a tab. */
export function shortName(name: string): string {
  const visible = visibleText(name.slice(0, LONGEST + 1));
  return visible.length > LONGEST ? `${visible.slice(0, LONGEST)}…` : visible;
}
