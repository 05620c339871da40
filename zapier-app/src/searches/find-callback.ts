import { openCallbacks } from '@convoso-connect/core/actions';
import type { Bundle, Search, ZObject } from 'zapier-platform-core';
import { accountZone } from '../account.js';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiInputs, endpointOf } from '../fields/api-inputs.js';
import { outputsOf } from '../fields/outputs.js';
import { requiredText } from '../fields/required.js';
import type { Inputs } from '../inputs.js';
import { givenOut, withInstants } from '../rows.js';
import { SAMPLE_CALLBACK } from '../samples/callback.js';

/** The callbacks of a lead that are still open, the one that comes next first; none is an answer, too. */
const findCallback = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const lead = requiredText(bundle.inputData, 'lead_id', 'Lead');
  const rows = await openCallbacks(convosoOf(z, bundle), lead);
  return rows.map((row) => withInstants(givenOut(row), accountZone(bundle)));
});

export const findCallbackSearch: Search = {
  key: 'find_callback',
  noun: 'Callback',
  display: {
    label: 'Find Callback',
    description: 'Finds the next callback of a lead.',
  },
  operation: {
    perform: findCallback,
    inputFields: apiInputs(endpointOf('callbacks', 'search'), { only: ['lead_id'], required: ['lead_id'] }),
    outputFields: outputsOf(SAMPLE_CALLBACK),
    sample: SAMPLE_CALLBACK,
  },
};
