import {
  purgeAttempts,
  purgeCallStates,
  purgeDeliveries,
  purgeGuardStates,
  purgeOccurrences,
  type Window,
} from '../store/commands/purge.js';
import type { Db } from '../store/sqlite.js';
import type { RetentionLimits } from './limits.js';

/** Goes through everything that can be too old, `size` rows at a time; yields how many of them it deleted. */
export async function* retentionRound(
  db: Db,
  { now, logsBefore, logRows, deliveriesBefore, callsBefore }: RetentionLimits,
  size: number,
): AsyncGenerator<number, void> {
  const logs = { before: logsBefore, rows: logRows, size };
  yield* windows(0, (after) => purgeAttempts(db, after, logs));
  yield* windows(0, (after) => purgeOccurrences(db, after, logs));
  const deliveries = { processedBefore: deliveriesBefore, deadBefore: logsBefore, size };
  yield* windows(0, (after) => purgeDeliveries(db, after, deliveries));
  yield* windows('', (after) => purgeGuardStates(db, after, { before: now, size }));
  yield* windows('', (after) => purgeCallStates(db, after, { before: callsBefore, size }));
}

async function* windows<Key>(
  first: Key,
  purge: (after: Key) => Promise<Window<Key>>,
): AsyncGenerator<number, void> {
  let after: Key | null = first;
  while (after !== null) {
    const { deleted, next }: Window<Key> = await purge(after);
    yield deleted;
    after = next;
  }
}
