import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { accountZone } from '../account.js';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { withStatusCode } from '../fields/dispositions.js';
import { outputsOf } from '../fields/outputs.js';
import { severalNumbersWarnings } from '../fields/several-numbers.js';
import type { Inputs } from '../inputs.js';
import { ownInputs, ownOutputsOfLead, withOwnFields } from '../own-fields.js';
import type { LeadRow } from '../polling/recent-leads.js';
import { givenLead, warned, writtenLead } from '../rows.js';
import { SAMPLE_LEAD } from '../samples/lead.js';
import { addedLead, convosoOnce, writtenOnce } from '../written-once.js';

const endpoint = endpointOf('leads', 'insert');

/**
 * Inserts a lead and gives it out as Find Lead does, so that what is mapped from a step which finds or creates is there
 * in either case. A lead that cannot be read back is inserted all the same.
 */
const insertLead = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const lead = await withStatusCode(z, bundle, apiArguments(endpoint, withOwnFields(bundle)));
  const { phone_number, phone_code, list_id } = lead;
  const begun = Date.now();
  const saved = await writtenOnce(
    async () => writtenLead(await convosoOnce(z, bundle).leads.insert(lead), ''),
    () => addedLead(z, bundle, { phone_number, phone_code, list_id, begun }),
  );
  const written = warned(saved, severalNumbersWarnings(bundle.inputData));
  // A search by nothing would give out just any lead.
  if (written.lead_id === '') return written;
  const row = await readBack(z, bundle, written.lead_id);
  return row === null ? warned(written, [NOT_READ]) : { ...givenLead(row, accountZone(bundle)), ...written };
});

const NOT_READ =
  'The lead is inserted, and could not be read back: of its values, this step gives out the ID alone.';

/** Null where it cannot be read. */
async function readBack(z: ZObject, bundle: Bundle<Inputs>, lead_id: string): Promise<LeadRow | null> {
  const { leads } = convosoOf(z, bundle);
  const { rows } = await leads.search({ lead_id, limit: 1 }).catch(() => ({ rows: [] }));
  return rows[0] ?? null;
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
