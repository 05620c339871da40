import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { outputsOf } from '../fields/outputs.js';
import { requiredText } from '../fields/required.js';
import type { Inputs } from '../inputs.js';
import { noSuchLead } from '../no-such-lead.js';
import { writtenLead } from '../rows.js';
import { SAMPLE_LEAD_ID } from '../samples/lead.js';

const endpoint = endpointOf('leads', 'insert');

const FIELDS = ['hopper_priority', 'hopper_expires_in'] as const;

/** Convoso puts a lead into the hopper only while it is inserted, so the lead is inserted over itself. */
const putInHopper = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const { leads } = convosoOf(z, bundle);
  // A search by nothing would find just any lead, and it would be dialled.
  const lead_id = requiredText(bundle.inputData, 'lead_id', 'Lead');
  const { rows } = await leads.search({ lead_id, limit: 1 });
  const [lead] = rows;
  if (lead === undefined) throw noSuchLead(lead_id);
  const options = Object.fromEntries(FIELDS.map((name) => [name, bundle.inputData[name]]));
  const saved = await leads.insert({
    ...apiArguments(endpoint, options),
    lead_id,
    list_id: lead.list_id ?? '',
    phone_number: lead.phone_number ?? '',
    ...(lead.phone_code === null ? {} : { phone_code: lead.phone_code }),
    update_if_found: true,
    hopper: true,
  });
  return writtenLead(saved, lead_id);
});

export const putLeadInHopperCreate: Create = {
  key: 'put_lead_in_hopper',
  noun: 'Lead',
  display: {
    label: 'Put Lead in Hopper',
    description: 'Puts a lead into the hopper, to be dialled next.',
  },
  operation: {
    perform: putInHopper,
    inputFields: [
      ...apiInputs(endpointOf('leads', 'update'), { only: ['lead_id'] }),
      ...apiInputs(endpoint, { only: FIELDS }),
    ],
    outputFields: outputsOf(SAMPLE_LEAD_ID),
    sample: SAMPLE_LEAD_ID,
  },
};
