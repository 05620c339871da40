import { ConnectError, type LeadKey } from '@convoso-connect/core';
import { freshLead } from '@convoso-connect/core/actions';
import type { ConvosoApi } from '@convoso-connect/core/convoso-api';
import type { Clock } from '../clock.js';
import type { Reader } from '../reads/reader.js';
import { fetchedLead, type TestLead } from './stand-in-lead.js';

export interface LeadSources {
  readonly reader: Reader;
  readonly clock: Clock;
  /** Null where the account has no token. */
  readonly convoso: () => ConvosoApi | null;
}

/**
 * Whose data a test is made with: a lead as last delivered; else, where one is named that was never delivered, as Convoso
 * has it; where none is named, the latest call or else the built-in sample. Rejects with a `ConnectError` for a lead that
 * nobody knows.
 */
export async function leadForTest(
  { reader, clock, convoso }: LeadSources,
  lead: LeadKey | null,
): Promise<TestLead> {
  try {
    return await reader.ask('lastKnown', { lead, now: clock.now() });
  } catch (error) {
    const api = convoso();
    const id = lead?.startsWith('lead:') === true ? lead.slice('lead:'.length) : null;
    const isUnknown = error instanceof ConnectError && error.code === 'NOTHING_DELIVERED';
    if (!isUnknown || api === null || id === null) throw error;
    const fields = await freshLead(id, api);
    if (fields === null) throw error;
    return fetchedLead(id, fields, clock.now());
  }
}
