import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { outputsOf } from '../fields/outputs.js';
import type { Inputs } from '../inputs.js';
import { writtenLead } from '../rows.js';
import { SAMPLE_LEAD_ID } from '../samples/lead.js';

const endpoint = endpointOf('leads', 'update');

const updateLead = inWords(async (z: ZObject, bundle: Bundle<Inputs>) =>
  writtenLead(await convosoOf(z, bundle).leads.update(apiArguments(endpoint, bundle.inputData))),
);

export const updateLeadCreate: Create = {
  key: 'update_lead',
  noun: 'Lead',
  display: {
    label: 'Update Lead',
    description: 'Changes fields of a lead; those left empty stay as they are.',
  },
  operation: {
    perform: updateLead,
    inputFields: apiInputs(endpoint),
    outputFields: outputsOf(SAMPLE_LEAD_ID),
    sample: SAMPLE_LEAD_ID,
  },
};
