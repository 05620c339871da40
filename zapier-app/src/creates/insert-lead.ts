import type { ArgumentsOf, CONVOSO_ENDPOINTS } from '@convoso-connect/core/convoso-api';
import { ConvosoApiError } from '@convoso-connect/core/convoso-api';
import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { accountZone } from '../account.js';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { withStatusCode } from '../fields/dispositions.js';
import { outputsOf } from '../fields/outputs.js';
import type { Inputs } from '../inputs.js';
import { ownInputs, ownOutputsOfLead, withOwnFields } from '../own-fields.js';
import type { LeadRow } from '../polling/recent-leads.js';
import { wallTime } from '../polling/window.js';
import { givenLead, writtenLead } from '../rows.js';
import { SAMPLE_LEAD } from '../samples/lead.js';

type Lead = ArgumentsOf<typeof CONVOSO_ENDPOINTS.leads.insert>;

const endpoint = endpointOf('leads', 'insert');

/**
 * Inserts a lead and gives it out as Find Lead does, so that what is mapped from a step which finds or creates is there
 * in either case. A lead that cannot be read back is inserted all the same.
 */
const insertLead = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const lead = await withStatusCode(z, bundle, apiArguments(endpoint, withOwnFields(bundle)));
  const begun = Date.now();
  const written = await insertOnce(z, bundle, { lead, begun });
  const row = await readBack(z, bundle, written.lead_id);
  return row === null ? written : { ...givenLead(row, accountZone(bundle)), ...written };
});

/** Null where it cannot be read; an answer that names no lead is never taken for just any. */
async function readBack(z: ZObject, bundle: Bundle<Inputs>, lead_id: string): Promise<LeadRow | null> {
  if (lead_id === '') return null;
  const { leads } = convosoOf(z, bundle);
  const { rows } = await leads.search({ lead_id, limit: 1 }).catch(() => ({ rows: [] }));
  return rows[0] ?? null;
}

const CLOCK_SKEW_MS = 60_000;

/**
 * An insert whose answer is lost may have been carried out, and a replay would make one more lead: so that Convoso is
 * looked through for it first, by number, list and time.
 */
async function insertOnce(
  z: ZObject,
  bundle: Bundle<Inputs>,
  { lead, begun }: { readonly lead: Lead; readonly begun: number },
): Promise<ReturnType<typeof writtenLead>> {
  const { leads } = convosoOf(z, bundle);
  try {
    return writtenLead(await leads.insert(lead));
  } catch (error) {
    if (!(error instanceof ConvosoApiError) || error.outcome !== 'unknown') throw error;
    const since = wallTime(begun - CLOCK_SKEW_MS, accountZone(bundle));
    const { rows } = await leads
      .search({ phone_number: lead.phone_number, list_id: lead.list_id, created_at_start_date: since })
      .catch(() => ({ rows: [] }));
    const [found, ...others] = rows;
    if (found?.id === undefined || found.id === null || others.length > 0) throw error;
    const lost = "Convoso's answer was lost; the lead was found to be there.";
    return { id: found.id, lead_id: found.id, warnings: [lost] };
  }
}

const SAMPLE = { ...SAMPLE_LEAD, warnings: [] };

export const insertLeadCreate: Create = {
  key: 'insert_lead',
  noun: 'Lead',
  display: {
    label: 'Insert Lead',
    description: 'Creates a lead in a list, or updates one where that is chosen.',
  },
  operation: {
    perform: insertLead,
    inputFields: [...apiInputs(endpoint), ownInputs],
    outputFields: [...outputsOf(SAMPLE), ownOutputsOfLead],
    sample: SAMPLE,
  },
};
