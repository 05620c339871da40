import { NUMBER_EXISTS } from '@convoso-connect/core/actions';
import { ConvosoApiError } from '@convoso-connect/core/convoso-api';
import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { outputsOf } from '../fields/outputs.js';
import { refuseSeveralNumbers } from '../fields/several-numbers.js';
import type { Inputs } from '../inputs.js';

const endpoint = endpointOf('dnc', 'insert');

/** A number that is on the list is as it was wanted: a replay after an answer that was lost is no failure. */
const addToDnc = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  refuseSeveralNumbers(bundle.inputData);
  try {
    const { data } = await convosoOf(z, bundle).dnc.insert(apiArguments(endpoint, bundle.inputData));
    return { id: data.id ?? '', added: true };
  } catch (error) {
    if (error instanceof ConvosoApiError && error.convosoCode === NUMBER_EXISTS)
      return { id: '', added: false };
    throw error;
  }
});

const SAMPLE = { id: '5083', added: true };

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
