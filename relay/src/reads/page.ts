import { writeCursor, type CursorPart } from './cursor.js';

/** A page of a list. */
export interface PageOf<Row> {
  readonly rows: readonly Row[];
  /** Where the next page begins, to be handed in as `after`; null when there is none. */
  readonly next: string | null;
}

/** Reads a page. `read` is asked for one row more than the page holds: it tells whether there is another page. */
export async function pageOf<Row>(
  limit: number,
  read: (limit: number) => Promise<readonly Row[]>,
  placeOf: (last: Row) => readonly CursorPart[],
): Promise<PageOf<Row>> {
  const found = await read(limit + 1);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: found.length > limit && last !== undefined ? writeCursor(placeOf(last)) : null };
}
