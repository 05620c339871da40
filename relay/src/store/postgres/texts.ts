/*
 * Postgres refuses the character NUL in a text, which SQLite keeps. What Convoso or a destination sends may have one, and
 * must be kept as it is: so it stands in the database as two other characters, of which the first is no character of any
 * text by its own standard (U+FFFF); should one come all the same, it stands there twice. Every character is turned by
 * itself, so that beginnings stay beginnings, and what is equal stays equal.
 *
 * Halves of surrogate pairs become U+FFFD on their way into either database, because neither can hold them.
 */

const MARK = '\uFFFF';
const NUL = `${MARK}0`;

/** A text as Postgres keeps it. */
export function storable(text: string): string {
  if (!text.includes('\0') && !text.includes(MARK)) return text;
  return text.replace(/[\0\uFFFF]/g, (character) => (character === MARK ? MARK + MARK : NUL));
}

/** A text that Postgres kept, as it was. */
export function restored(text: string): string {
  if (!text.includes(MARK)) return text;
  return text.replace(/\uFFFF[0\uFFFF]/g, (kept) => (kept === NUL ? '\0' : MARK));
}
