import type { Descent, StoredLimits, StoredTable, Window } from '../store/ports/retention.js';
import type { Store } from '../store/store.js';

/** Few enough that deleting them keeps intake waiting for some milliseconds only. */
export const ROWS_AT_ONCE = 200;

/** Goes through a table window by window; yields how many rows each of them deleted. */
export type Walk = AsyncGenerator<number, void>;

/** Through a table in the order of its keys. */
export async function* through<Place>(first: Place, purge: (after: Place) => Promise<Window<Place>>): Walk {
  let place: Place | null = first;
  while (place !== null) {
    const { deleted, next }: Window<Place> = await purge(place);
    yield deleted;
    place = next;
  }
}

/** From the newest old row of a table down to the oldest. */
export async function* down(
  store: Store,
  table: StoredTable,
  limits: StoredLimits,
  purge: (from: Descent) => Promise<Window<Descent>>,
): Walk {
  const start = await store.retention.newestOld(table, limits);
  if (start !== null) yield* through(start, purge);
}
