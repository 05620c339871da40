import type { Bundle, Trigger, ZObject } from 'zapier-platform-core';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { outputsOf } from '../fields/outputs.js';
import type { Inputs } from '../inputs.js';
import { givenOut } from '../rows.js';
import { SAMPLE_CALLBACK } from '../samples/callback.js';

const endpoint = endpointOf('callbacks', 'search');

/** Convoso says in no document in which order it gives callbacks, so enough are asked for to hold the newest. */
const MOST = 2_000;

/** Pending callbacks, the newest first; the id is the callback's own. */
const listCallbacks = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const { rows } = await convosoOf(z, bundle).callbacks.search({
    ...apiArguments(endpoint, bundle.inputData),
    stage: 'PENDING',
    limit: MOST,
  });
  return rows
    .map(givenOut)
    .sort((one, other) => String(other['created_at']).localeCompare(String(one['created_at'])));
});

export const newCallback: Trigger = {
  key: 'new_callback',
  noun: 'Callback',
  display: {
    label: 'New Callback',
    description: 'Triggers when a callback is scheduled.',
  },
  operation: {
    type: 'polling',
    perform: listCallbacks,
    inputFields: apiInputs(endpoint, { only: ['campaign_id', 'list_id', 'user_id', 'recipient'] }),
    outputFields: outputsOf(SAMPLE_CALLBACK),
    sample: SAMPLE_CALLBACK,
  },
};
