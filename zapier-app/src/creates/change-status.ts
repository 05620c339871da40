import { encodeDisposition } from '@convoso-connect/core';
import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiInputs, endpointOf } from '../fields/api-inputs.js';
import { chosenStatuses, dispositionTableInput } from '../fields/dispositions.js';
import { requiredText } from '../fields/required.js';
import { outputsOf } from '../fields/outputs.js';
import type { Inputs } from '../inputs.js';
import { writtenLead } from '../rows.js';
import { SAMPLE_LEAD_ID } from '../samples/lead.js';

/** Convoso takes codes only, and only those of the account (domain-facts A.6, I.6): a name becomes its code. */
const changeStatus = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const { inputData } = bundle;
  const wanted = requiredText(inputData, 'status', 'Status');
  const lead_id = requiredText(inputData, 'lead_id', 'Lead');
  const status = encodeDisposition(wanted, await chosenStatuses(z, bundle));
  const written = await convosoOf(z, bundle).leads.update({ lead_id, status });
  return { ...writtenLead(written, lead_id), status };
});

const SAMPLE = { ...SAMPLE_LEAD_ID, status: 'NI' };

export const changeStatusCreate: Create = {
  key: 'change_status',
  noun: 'Lead',
  display: {
    label: 'Change Status',
    description: "Sets a lead's status, by its code or by its name.",
  },
  operation: {
    perform: changeStatus,
    inputFields: [
      ...apiInputs(endpointOf('leads', 'update'), { only: ['lead_id', 'status'], required: ['status'] }),
      dispositionTableInput,
    ],
    outputFields: outputsOf(SAMPLE),
    sample: SAMPLE,
  },
};
