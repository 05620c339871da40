import { ConnectError } from '@convoso-connect/core';
import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { withStatusCode } from '../fields/dispositions.js';
import { emptiedInput, withEmptied } from '../fields/emptied-fields.js';
import { outputsOf } from '../fields/outputs.js';
import { severalNumbersWarnings } from '../fields/several-numbers.js';
import type { Inputs } from '../inputs.js';
import { ownInputs, withOwnFields } from '../own-fields.js';
import { warned, writtenLead } from '../rows.js';
import { SAMPLE_LEAD_ID } from '../samples/lead.js';

const endpoint = endpointOf('leads', 'update');

const updateLead = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const given = await withStatusCode(z, bundle, apiArguments(endpoint, withOwnFields(bundle)));
  const changes = withEmptied(given, bundle);
  if (Object.keys(changes).every((name) => name === 'lead_id')) {
    throw new ConnectError(
      'NOTHING_TO_CHANGE',
      'Every field that was to be changed is empty in this run, so the lead was left as it is.',
      'Map at least one value that every run has, or let a Filter stop the runs without one.',
    );
  }
  const written = await convosoOf(z, bundle).leads.update(changes);
  return warned(writtenLead(written, String(changes.lead_id)), severalNumbersWarnings(bundle.inputData));
});

export const updateLeadCreate: Create = {
  key: 'update_lead',
  noun: 'Lead',
  display: {
    label: 'Update Lead',
    description: 'Changes fields of a lead; those left empty stay as they are.',
  },
  operation: {
    perform: updateLead,
    inputFields: [...apiInputs(endpoint), emptiedInput, ownInputs],
    outputFields: outputsOf(SAMPLE_LEAD_ID),
    sample: SAMPLE_LEAD_ID,
  },
};
