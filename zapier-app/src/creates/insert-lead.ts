import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { outputsOf } from '../fields/outputs.js';
import type { Inputs } from '../inputs.js';
import { writtenLead } from '../rows.js';
import { SAMPLE_LEAD_ID } from '../samples/lead.js';

const endpoint = endpointOf('leads', 'insert');

const insertLead = inWords(async (z: ZObject, bundle: Bundle<Inputs>) =>
  writtenLead(await convosoOf(z, bundle).leads.insert(apiArguments(endpoint, bundle.inputData))),
);

export const insertLeadCreate: Create = {
  key: 'insert_lead',
  noun: 'Lead',
  display: {
    label: 'Insert Lead',
    description: 'Creates a lead in a list, or updates the one that is there where Update If Found says so.',
  },
  operation: {
    perform: insertLead,
    inputFields: apiInputs(endpoint),
    outputFields: outputsOf(SAMPLE_LEAD_ID),
    sample: SAMPLE_LEAD_ID,
  },
};
