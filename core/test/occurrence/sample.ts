import { createOccurrence, type Occurrence, type OccurrenceInput } from '../../src/occurrence/index.js';
import type { Snapshot } from '../../src/payload/snapshot.js';

/** A snapshot of which only the named parts were delivered. */
export function snapshotOf(parts: Partial<Snapshot> = {}): Snapshot {
  return { lead: {}, callLog: {}, extra: {}, custom: {}, flat: [], ...parts };
}

/** What a delivery becomes when nothing else is known of its lead and call. */
export function occurrenceOf(
  parts: Partial<Snapshot> = {},
  input: Partial<Omit<OccurrenceInput, 'snapshot'>> = {},
): Occurrence {
  return createOccurrence({
    id: 'delivery-1',
    hookId: 'main',
    receivedAt: 1_000_000,
    snapshot: snapshotOf(parts),
    declared: 'infer',
    lead: null,
    call: null,
    ...input,
  });
}
