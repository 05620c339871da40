import type { Occurrence } from '@convoso-connect/core';
import type { StoreReads } from '../store/store.js';

/** So many of the latest occurrences tell what a hook delivers at all. */
const LOOKED_THROUGH = 500;

/** The fields that a hook has delivered lately, as `section.field`; each name the call and the lead share for both. */
export async function everDelivered(store: StoreReads, hookId: string): Promise<ReadonlySet<string>> {
  const delivered = new Set<string>();
  for (const row of await store.occurrences.recent({ phone: null, limit: LOOKED_THROUGH })) {
    const occurrence = JSON.parse(row.occurrence) as Occurrence;
    if (occurrence.hookId !== hookId) continue;
    const { flat, ...sections } = occurrence.snapshot;
    for (const [section, fields] of Object.entries(sections)) {
      for (const name of Object.keys(fields)) delivered.add(`${section}.${name}`);
    }
    for (const name of flat) delivered.add(`lead.${name}`).add(`callLog.${name}`);
  }
  return delivered;
}
