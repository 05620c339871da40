import type { Bundle, PlainInputField, Trigger, ZObject } from 'zapier-platform-core';
import { accountZone } from '../account.js';
import { wallTime } from '../call-event/recent-calls.js';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { outputsOf } from '../fields/outputs.js';
import { textInput, type Inputs } from '../inputs.js';
import { givenOut } from '../rows.js';
import { SAMPLE_LEAD } from '../samples/lead.js';

const endpoint = endpointOf('leads', 'search');

const DAYS_BACK = 3;
const DAY_MS = 86_400_000;
const MOST = 500;

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
 * The leads that changed last, newest first. Convoso gives them in the order of their updates, oldest first
 * (domain-facts A.2), so the newest are on the last page. The id holds the time of the update, by which Zapier knows
 * one update from the next; of new leads it is the lead's alone.
 */
const listLeads = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const { leads } = convosoOf(z, bundle);
  const timeZone = accountZone(bundle);
  const now = Date.now();
  const since = wallTime(now - DAYS_BACK * DAY_MS, timeZone);
  const wanted = {
    ...apiArguments(endpoint, pick(bundle.inputData, ['list_id', 'status'])),
    updated_at_start_date: since,
    updated_at_end_date: wallTime(now + DAY_MS, timeZone),
  };
  const { total } = await leads.search({ ...wanted, limit: 1 });
  const { rows } = await leads.search({ ...wanted, limit: MOST, offset: Math.max(0, (total ?? 0) - MOST) });
  const newOnly = textInput(bundle.inputData, 'change') === 'created';
  return rows
    .toReversed()
    .filter(({ created_at: created }) => !newOnly || (created ?? '') >= since)
    .map((row) => {
      const leadId = row.id ?? '';
      return {
        ...givenOut(row),
        id: newOnly ? leadId : `${leadId}@${row.modified_at ?? ''}`,
        lead_id: leadId,
      };
    });
});

function pick(inputs: Inputs, names: readonly string[]): Inputs {
  return Object.fromEntries(names.map((name) => [name, inputs[name]]));
}

const sample = {
  ...SAMPLE_LEAD,
  id: `${SAMPLE_LEAD.id}@${SAMPLE_LEAD.modified_at}`,
  lead_id: SAMPLE_LEAD.id,
};

export const newOrUpdatedLead: Trigger = {
  key: 'new_or_updated_lead',
  noun: 'Lead',
  display: {
    label: 'New or Updated Lead',
    description: 'Triggers when a lead is added, or when one is changed.',
  },
  operation: {
    type: 'polling',
    perform: listLeads,
    inputFields: [changeInput, ...apiInputs(endpoint, { only: ['list_id', 'status'] })],
    outputFields: outputsOf(sample),
    sample,
  },
};
