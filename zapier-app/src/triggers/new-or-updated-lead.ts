import type { Bundle, PlainInputField, Trigger, ZObject } from 'zapier-platform-core';
import { accountZone } from '../account.js';
import { inWords } from '../errors.js';
import { apiInputs, endpointOf } from '../fields/api-inputs.js';
import { chosenValue } from '../fields/choice.js';
import { outputsOf } from '../fields/outputs.js';
import { textInput, type Inputs } from '../inputs.js';
import { recentLeads } from '../polling/recent-leads.js';
import { givenLead } from '../rows.js';
import { SAMPLE_LEAD } from '../samples/lead.js';

const changeInput: PlainInputField = {
  key: 'change',
  label: 'Change',
  type: 'string',
  required: false,
  default: 'updated',
  choices: [
    { value: 'updated', label: 'New or Updated', sample: 'updated' },
    { value: 'created', label: 'New Only', sample: 'created' },
  ],
};

/**
 * What New Lead and Updated Lead were before, hidden for the Zaps that use it, which have seen its ids: the lead's alone of
 * new leads, else with the time of the update.
 */
const listLeads = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const change = textInput(bundle.inputData, 'change');
  const newOnly = change !== '' && chosenValue(changeInput, change) === 'created';
  const rows = await recentLeads(z, bundle, newOnly ? 'created_at' : 'modified_at');
  return rows.map((row) => {
    const id = row.id ?? '';
    const lead = givenLead(row, accountZone(bundle));
    return { ...lead, id: newOnly ? id : `${id}@${row.modified_at ?? ''}`, lead_id: id };
  });
});

const sample = { ...SAMPLE_LEAD, id: `${SAMPLE_LEAD.id}@${SAMPLE_LEAD.modified_at}` };

export const newOrUpdatedLead: Trigger = {
  key: 'new_or_updated_lead',
  noun: 'Lead',
  display: {
    label: 'New or Updated Lead',
    description: 'Triggers when a lead is added, or when one is changed.',
    hidden: true,
  },
  operation: {
    type: 'polling',
    perform: listLeads,
    inputFields: [changeInput, ...apiInputs(endpointOf('leads', 'search'), { only: ['list_id', 'status'] })],
    outputFields: outputsOf(sample),
    sample,
  },
};
