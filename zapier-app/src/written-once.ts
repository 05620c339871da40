import { nationalNumber } from '@convoso-connect/core';
import { ConvosoApiError, type ConvosoApi } from '@convoso-connect/core/convoso-api';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { accountZone } from './account.js';
import { convosoOf } from './convoso.js';
import type { Inputs } from './inputs.js';
import { wallTime } from './polling/window.js';
import type { writtenLead } from './rows.js';

/** Of the time of a step, as much as is left for a look at what became of a request whose answer did not come. */
const MOST_MILLISECONDS = 15_000;

/** Convoso's API for a request that is looked for where its answer is lost: it ends in time for that. */
export function convosoOnce(z: ZObject, bundle: Bundle<Inputs>): ConvosoApi {
  return convosoOf(z, bundle, MOST_MILLISECONDS);
}

/**
 * Does what a replay must not do once more. A request whose answer is lost may have been carried out, so that Convoso is
 * looked through for it; only where it is not found does the step fail, and is it replayed.
 *
 * @param find what was done, with a warning that says so; null where there is no trace of it
 */
export async function writtenOnce<W>(write: () => Promise<W>, find: () => Promise<W | null>): Promise<W> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof ConvosoApiError) || error.outcome !== 'unknown') throw error;
    const found = await find().catch(() => null);
    if (found === null) throw error;
    return found;
  }
}

const CLOCK_SKEW_MS = 60_000;

interface Added {
  /** When it was begun to add it, in epoch milliseconds. */
  readonly begun: number;
  readonly phone_number: string | number;
  readonly phone_code?: string | number | null | undefined;
  readonly list_id?: string | number;
}

/** The one lead with this number, in this list if one is named, that was added since then; null where there is not just one. */
export async function addedLead(
  z: ZObject,
  bundle: Bundle<Inputs>,
  { begun, phone_number, phone_code = '', ...wanted }: Added,
): Promise<ReturnType<typeof writtenLead> | null> {
  const { rows } = await convosoOf(z, bundle).leads.search({
    ...wanted,
    // A search takes no country code, and Convoso keeps the number without the one that came beside it.
    phone_number: nationalNumber(String(phone_number), String(phone_code)),
    created_at_start_date: wallTime(begun - CLOCK_SKEW_MS, accountZone(bundle)),
  });
  const [found, ...others] = rows;
  if (found?.id === undefined || found.id === null || others.length > 0) return null;
  const lost = "Convoso's answer was lost; the lead was found to be there.";
  return { id: found.id, lead_id: found.id, warnings: [lost] };
}
