import { ConnectError, nullRecord, type LeadKey, type Occurrence } from '@convoso-connect/core';
import { sampleLead, type TestLead } from './stand-in-lead.js';
import type { StoreReads } from '../store/store.js';

/** So many of a lead's latest occurrences are looked through for one about a call. */
const LOOKED_THROUGH = 20;

/**
 * What a test or a preview stands on: the latest call of a lead (of all leads where none is named), with the lead's
 * fields as last known. Where nothing has been delivered yet, the built-in sample lead; null where a lead is named that
 * was never delivered.
 */
export async function lastKnown(
  store: StoreReads,
  { lead, now }: { lead: LeadKey | null; now: number },
): Promise<TestLead | null> {
  const rows =
    lead === null
      ? await store.occurrences.recent({ phone: null, limit: LOOKED_THROUGH })
      : await store.occurrences.ofLead(
          { leadKey: lead, from: null, to: null },
          { after: null, limit: LOOKED_THROUGH },
        );
  const occurrences = rows.map((row) => JSON.parse(row.occurrence) as Occurrence);
  const latest =
    occurrences.find(({ snapshot }) => Object.keys(snapshot.callLog).length > 0) ?? occurrences[0];
  if (latest === undefined && lead === null) return sampleLead(now);
  if (latest === undefined) return null;
  const { leadKey } = latest;
  return {
    occurrence: leadKey === null ? latest : await withLeadFields(store, latest, leadKey),
    from: 'delivered',
    because: null,
  };
}

async function withLeadFields(
  store: StoreReads,
  occurrence: Occurrence,
  leadKey: LeadKey,
): Promise<Occurrence> {
  const state = (await store.leads.states([leadKey])).get(leadKey);
  if (state === undefined) return occurrence;
  const { fields } = state;
  const lead = nullRecord([...Object.entries(fields), ...Object.entries(occurrence.snapshot.lead)]);
  return { ...occurrence, snapshot: { ...occurrence.snapshot, lead } };
}

/** A lead that is named, of which neither a delivery nor Convoso knows. */
export function nothingKnown(lead: LeadKey | null): ConnectError {
  const message = lead === null ? 'nothing has been delivered yet' : `nothing is known of ${leadText(lead)}`;
  return new ConnectError(
    'NOTHING_DELIVERED',
    message,
    'Look at the lead in Convoso and give its Lead ID, let Convoso deliver a call of it first, or leave the lead out.',
  );
}

/** As in `lead 1364887`. */
export function leadText(lead: LeadKey): string {
  return lead.replace(':', ' ');
}
