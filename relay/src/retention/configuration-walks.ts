import { partsOf } from '../switches/switch-board.js';
import type { ConnectConfig } from '@convoso-connect/core/config';
import { LATEST_REVISIONS } from './limits.js';
import { ROWS_AT_ONCE, type Walk } from './walks.js';
import type { LanePlace, References } from '../store/ports/retention.js';
import type { Store } from '../store/store.js';

/**
 * Deletes the revisions that nothing refers to any more. A revision that is not the latest gets no new references, so
 * what has been looked at before the end of the walk need not be looked at again.
 */
export async function* revisionsWalk(store: Store, size = ROWS_AT_ONCE): Walk {
  const unused = new Set(await store.retention.olderRevisions(LATEST_REVISIONS));
  yield 0;
  const first: LanePlace = ['', 0, 0, ''];
  yield* without(unused, first, (after) => store.retention.revisionsOfPending(after, size));
  yield* without(unused, 0, (after) => store.retention.revisionsOfOccurrences(after, size));
  const revisions = [...unused];
  for (let at = 0; at < revisions.length; at += size) {
    yield await store.retention.deleteRevisions(revisions.slice(at, at + size));
  }
}

async function* without<Place>(
  unused: Set<number>,
  first: Place,
  read: (after: Place) => Promise<References<Place>>,
): Walk {
  let place: Place | null = first;
  while (place !== null && unused.size > 0) {
    const { revisions, next }: References<Place> = await read(place);
    for (const revision of revisions) unused.delete(revision);
    yield 0;
    place = next;
  }
}

/** The board of the running configuration, as far as retention needs it. */
export interface RunningParts {
  readonly config: () => ConnectConfig;
  /** Called with the keys of switches that are gone from the store. */
  readonly forgetSwitches: (parts: readonly string[]) => void;
}

/** Deletes the switches of parts that stand neither in the running configuration nor in a revision that is kept. */
export async function* switchesWalk(store: Store, running: RunningParts, size = ROWS_AT_ONCE): Walk {
  let last: string | undefined = '';
  while (last !== undefined) {
    const found: readonly string[] = await store.retention.switchedParts(last, size);
    yield 0;
    yield* deleteUnknown(store, found, running);
    last = found.length < size ? undefined : found.at(-1);
  }
}

async function* deleteUnknown(store: Store, parts: readonly string[], running: RunningParts): Walk {
  const unknown = new Set(parts);
  const known = (config: ConnectConfig): void =>
    partsOf(config).forEach((_active, part) => unknown.delete(part));
  known(running.config());
  for (let after = 0; unknown.size > 0;) {
    const row = await store.retention.nextDocument(after);
    if (row === null) break;
    known(JSON.parse(row.document) as ConnectConfig);
    after = row.revision;
    yield 0;
  }
  if (unknown.size === 0) return;
  // A configuration that was accepted meanwhile may have brought a part back.
  known(running.config());
  const gone = [...unknown];
  const deleted = await store.retention.deleteSwitches(gone);
  running.forgetSwitches(gone);
  yield deleted;
}
