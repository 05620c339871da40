import {
  ConnectError,
  nullRecord,
  type LeadKey,
  type LeadState,
  type Occurrence,
} from '@convoso-connect/core';
import { leadStateOf } from '../store/commands/forget.js';
import { occurrencesOfLead, recentOccurrences } from '../store/commands/occurrences.js';
import type { Db } from '../store/sqlite.js';

/** So many of a lead's latest occurrences are looked through for one about a call. */
const LOOKED_THROUGH = 20;

/**
 * What a test or a preview stands on: the latest call of a lead (of all leads where none is named), with the lead's
 * fields as last known. Throws a `ConnectError` where nothing has been delivered yet.
 */
export async function lastKnown(db: Db, lead: LeadKey | null): Promise<Occurrence> {
  const rows =
    lead === null
      ? await recentOccurrences(db, { phone: null, limit: LOOKED_THROUGH })
      : await occurrencesOfLead(
          db,
          { leadKey: lead, from: null, to: null },
          { after: null, limit: LOOKED_THROUGH },
        );
  const occurrences = rows.map((row) => JSON.parse(row.occurrence) as Occurrence);
  const latest =
    occurrences.find(({ snapshot }) => Object.keys(snapshot.callLog).length > 0) ?? occurrences[0];
  if (latest === undefined) throw nothingKnown(lead);
  return latest.leadKey === null ? latest : withLeadFields(db, latest, latest.leadKey);
}

async function withLeadFields(db: Db, occurrence: Occurrence, leadKey: LeadKey): Promise<Occurrence> {
  const state = await leadStateOf(db, leadKey);
  if (state === undefined) return occurrence;
  const { fields } = JSON.parse(state) as LeadState;
  const lead = nullRecord([...Object.entries(fields), ...Object.entries(occurrence.snapshot.lead)]);
  return { ...occurrence, snapshot: { ...occurrence.snapshot, lead } };
}

export function nothingKnown(lead: LeadKey | null): ConnectError {
  const message =
    lead === null ? 'nothing has been delivered yet' : `nothing is known of ${lead.replace(':', ' ')}`;
  return new ConnectError(
    'NOTHING_DELIVERED',
    message,
    'Let Convoso deliver a call first, or name another lead.',
  );
}
