import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiInputs, endpointOf } from '../fields/api-inputs.js';
import { requiredText } from '../fields/required.js';
import { outputsOf } from '../fields/outputs.js';
import type { Inputs } from '../inputs.js';
import { writtenLead } from '../rows.js';
import { SAMPLE_LEAD_ID } from '../samples/lead.js';

const moveLead = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const lead_id = requiredText(bundle.inputData, 'lead_id', 'Lead');
  const list_id = requiredText(bundle.inputData, 'list_id', 'List');
  return writtenLead(await convosoOf(z, bundle).leads.update({ lead_id, list_id }), lead_id);
});

export const moveLeadCreate: Create = {
  key: 'move_lead',
  noun: 'Lead',
  display: {
    label: 'Move Lead',
    description: 'Moves a lead to another list.',
  },
  operation: {
    perform: moveLead,
    inputFields: apiInputs(endpointOf('leads', 'update'), {
      only: ['lead_id', 'list_id'],
      required: ['list_id'],
    }),
    outputFields: outputsOf(SAMPLE_LEAD_ID),
    sample: SAMPLE_LEAD_ID,
  },
};
