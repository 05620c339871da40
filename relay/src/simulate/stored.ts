import type { LeadKey } from '@convoso-connect/core';
import type { StoredOccurrence } from '../store/ports/occurrences.js';
import type { TimeSpan } from '../store/ports/lists.js';
import type { StoreReads } from '../store/store.js';

const READ_AT_ONCE = 500;

/** Arrival and time go together but for what was replayed from the quarantine, which comes later than it is old. */
const OUT_OF_ORDER_MS = 24 * 60 * 60_000;

export interface SimulationTools {
  readonly store: StoreReads;
  /** Called every few milliseconds, to let other work have its turn. Where it rejects, the simulation ends. */
  readonly pause: () => Promise<void>;
}

export interface StoredOccurrences {
  /** In the order in which they were taken in. */
  readonly rows: readonly StoredOccurrence[];
  /** Whether there were more, older ones than were asked for. */
  readonly truncated: boolean;
}

/** Whose occurrences are meant: those of a lead, or of a phone number in normal form. */
export type SimulatedLead = { readonly leadKey: LeadKey } | { readonly phone: string };

/** The latest occurrences of a span of time, at most `limit`; of one lead where one is named. */
export async function storedOccurrences(
  { store, pause }: SimulationTools,
  { from, to }: TimeSpan,
  { limit, lead }: { limit: number; lead: SimulatedLead | null },
): Promise<StoredOccurrences> {
  const next = (after: number | null): Promise<readonly StoredOccurrence[]> => {
    const page = { after, limit: READ_AT_ONCE };
    if (lead === null) return store.occurrences.recent({ phone: null, ...page });
    if ('phone' in lead) return store.occurrences.recent({ ...lead, ...page });
    return store.occurrences.ofLead({ ...lead, from: null, to: null }, page);
  };
  const found: StoredOccurrence[] = [];
  let after: number | null = null;
  for (;;) {
    const rows: readonly StoredOccurrence[] = await next(after);
    for (const row of rows) {
      if ((to !== null && row.receivedAt >= to) || (from !== null && row.receivedAt < from)) continue;
      if (found.length === limit) return { rows: found.reverse(), truncated: true };
      found.push(row);
    }
    const last = rows.at(-1);
    const ended = last === undefined || rows.length < READ_AT_ONCE;
    if (ended || (from !== null && last.receivedAt < from - OUT_OF_ORDER_MS)) {
      return { rows: found.reverse(), truncated: false };
    }
    after = last.seq;
    await pause();
  }
}
