import { recentOccurrences, type OccurrenceRow } from '../store/commands/occurrences.js';
import type { TimeSpan } from '../store/in-time-order.js';
import type { Db } from '../store/sqlite.js';

const READ_AT_ONCE = 500;

/** Arrival and time go together but for what was replayed from the quarantine, which comes later than it is old. */
const OUT_OF_ORDER_MS = 24 * 60 * 60_000;

export interface SimulationTools {
  readonly db: Db;
  /** Called every few milliseconds, to let other work have its turn. Where it rejects, the simulation ends. */
  readonly pause: () => Promise<void>;
}

export interface StoredOccurrences {
  /** In the order in which they were taken in. */
  readonly rows: readonly OccurrenceRow[];
  /** Whether there were more, older ones than were asked for. */
  readonly truncated: boolean;
}

/** The latest occurrences of a span of time, at most `limit`. */
export async function storedOccurrences(
  { db, pause }: SimulationTools,
  { from, to }: TimeSpan,
  limit: number,
): Promise<StoredOccurrences> {
  const found: OccurrenceRow[] = [];
  let after: number | null = null;
  for (;;) {
    const rows: OccurrenceRow[] = await recentOccurrences(db, { phone: null, after, limit: READ_AT_ONCE });
    for (const row of rows) {
      if ((to !== null && row.received_at >= to) || (from !== null && row.received_at < from)) continue;
      if (found.length === limit) return { rows: found.reverse(), truncated: true };
      found.push(row);
    }
    const last = rows.at(-1);
    const ended = last === undefined || rows.length < READ_AT_ONCE;
    if (ended || (from !== null && last.received_at < from - OUT_OF_ORDER_MS)) {
      return { rows: found.reverse(), truncated: false };
    }
    after = last.seq;
    await pause();
  }
}
