import type { LeadKey } from '@convoso-connect/core';
import { freshLead, newestLeadOf } from '@convoso-connect/core/actions';
import type { ConvosoApi } from '@convoso-connect/core/convoso-api';
import type { Clock } from '../clock.js';
import type { Reader } from '../reads/reader.js';
import { leadText, nothingKnown } from './last-known.js';
import { fetchedLead, sampleLead, type TestLead } from './stand-in-lead.js';

export interface LeadSources {
  readonly reader: Reader;
  readonly clock: Clock;
  /** Null where the account has no token. */
  readonly convoso: () => ConvosoApi | null;
}

/**
 * Whose data a test or a preview is made with: a lead as last delivered; else, where one is named that was never
 * delivered, as Convoso has it, or the built-in sample where there is no token to ask with; where none is named, the
 * latest call or else the sample. Rejects with a `ConnectError` for a lead that nobody knows.
 */
export async function leadForTest(
  { reader, clock, convoso }: LeadSources,
  lead: LeadKey | null,
): Promise<TestLead> {
  const now = clock.now();
  const delivered = await reader.ask('lastKnown', { lead, now });
  return delivered ?? leadNeverDelivered(lead, convoso(), now);
}

/** The part of {@link leadForTest} for which nothing stored is needed. */
export async function leadNeverDelivered(
  lead: LeadKey | null,
  api: ConvosoApi | null,
  now: number,
): Promise<TestLead> {
  if (lead === null) return sampleLead(now);
  if (api === null) {
    const because = `${leadText(lead)} has never been delivered, and there is no token to ask Convoso for it (account.authToken)`;
    return sampleLead(now, because);
  }
  const id = lead.startsWith('lead:') ? lead.slice('lead:'.length) : await idByPhone(lead, api);
  const fields = id === null ? null : await freshLead(id, api);
  if (id === null || fields === null) throw nothingKnown(lead);
  return fetchedLead(id, fields, now);
}

function idByPhone(lead: LeadKey, api: ConvosoApi): Promise<string | null> {
  return newestLeadOf(lead.slice('phone:'.length), api);
}
