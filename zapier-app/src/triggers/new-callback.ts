import type { Bundle, Trigger, ZObject } from 'zapier-platform-core';
import { accountZone } from '../account.js';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { outputsOf } from '../fields/outputs.js';
import type { Inputs } from '../inputs.js';
import { everyRow } from '../polling/window.js';
import { givenOut, withInstants } from '../rows.js';
import { SAMPLE_CALLBACK } from '../samples/callback.js';

const endpoint = endpointOf('callbacks', 'search');

/** Convoso says in no document in which order it gives callbacks, so all that are pending are read. */
const PAGE = 5_000;

/** Pending callbacks, the newest first; the id is the callback's own. */
const listCallbacks = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const wanted = { ...apiArguments(endpoint, bundle.inputData), stage: 'PENDING' } as const;
  const rows = await everyRow({
    what: 'pending callbacks',
    page: PAGE,
    remedy:
      'Choose a campaign, a list or a user, in several Zaps if need be, so that each goes through fewer.',
    fetch: (paging) => convosoOf(z, bundle).callbacks.search({ ...wanted, ...paging }),
  });
  return rows
    .map((row) => withInstants(givenOut(row), accountZone(bundle)))
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
