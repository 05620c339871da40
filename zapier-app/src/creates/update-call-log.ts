import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { requiredText } from '../fields/required.js';
import { outputsOf } from '../fields/outputs.js';
import type { Inputs } from '../inputs.js';

const endpoint = endpointOf('callLog', 'update');

const updateCallLog = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const call_log_id = requiredText(bundle.inputData, 'call_log_id', 'Call Log');
  await convosoOf(z, bundle).callLog.update(apiArguments(endpoint, bundle.inputData));
  return { id: call_log_id, call_log_id };
});

const SAMPLE = { id: '14683239', call_log_id: '14683239' };

export const updateCallLogCreate: Create = {
  key: 'update_call_log',
  noun: 'Call Log',
  display: {
    label: 'Update Call Log',
    description: 'Writes the two free fields of a call.',
  },
  operation: {
    perform: updateCallLog,
    inputFields: apiInputs(endpoint),
    outputFields: outputsOf(SAMPLE),
    sample: SAMPLE,
  },
};
