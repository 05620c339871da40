import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { outputsOf } from '../fields/outputs.js';
import type { Inputs } from '../inputs.js';

const endpoint = endpointOf('revenue', 'update');

const logRevenue = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const { data } = await convosoOf(z, bundle).revenue.update(apiArguments(endpoint, bundle.inputData));
  return { id: data.call_log_id ?? '', call_log_id: data.call_log_id ?? '' };
});

const SAMPLE = { id: '14683239', call_log_id: '14683239' };

export const logRevenueCreate: Create = {
  key: 'log_revenue',
  noun: 'Revenue',
  display: {
    label: 'Log Revenue',
    description: 'Writes an amount of money onto a call.',
  },
  operation: {
    perform: logRevenue,
    inputFields: apiInputs(endpoint),
    outputFields: outputsOf(SAMPLE),
    sample: SAMPLE,
  },
};
