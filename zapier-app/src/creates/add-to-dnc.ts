import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { outputsOf } from '../fields/outputs.js';
import type { Inputs } from '../inputs.js';

const endpoint = endpointOf('dnc', 'insert');

const addToDnc = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const { data } = await convosoOf(z, bundle).dnc.insert(apiArguments(endpoint, bundle.inputData));
  return { id: data.id ?? '' };
});

const SAMPLE = { id: '5083' };

export const addToDncCreate: Create = {
  key: 'add_to_dnc',
  noun: 'DNC Entry',
  display: {
    label: 'Add to DNC',
    description: 'Adds a phone number to the Do Not Call list.',
  },
  operation: {
    perform: addToDnc,
    inputFields: apiInputs(endpoint).map((field) =>
      field.key === 'campaign_id'
        ? { ...field, label: 'Campaign', dynamic: 'campaign_or_all.id.name' }
        : field,
    ),
    outputFields: outputsOf(SAMPLE),
    sample: SAMPLE,
  },
};
