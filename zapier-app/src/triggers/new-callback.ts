import type { Bundle, Trigger, ZObject } from 'zapier-platform-core';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { outputsOf } from '../fields/outputs.js';
import type { Inputs } from '../inputs.js';
import { LOOKS_BACK, everyRow, pollWindow } from '../polling/window.js';
import { givenOut, withInstants } from '../rows.js';
import { SAMPLE_CALLBACK } from '../samples/callback.js';

const endpoint = endpointOf('callbacks', 'search');

/** Convoso says in no document in which order it gives callbacks, so all that are pending are read. */
const PAGE = 5_000;

const REMEDY =
  'Choose a campaign, a list or a user, in several Zaps if need be, so that each goes through fewer.';

/**
 * Callbacks that are pending, and those that were scheduled in the last day and are none that is pending any more: one that
 * was called back before the poll came is new all the same. The newest first; the id is the callback's own.
 */
const listCallbacks = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const { from, timeZone } = pollWindow(bundle);
  const wanted = apiArguments(endpoint, bundle.inputData);
  const all = (what: string, more: typeof wanted) =>
    everyRow({
      what,
      page: PAGE,
      remedy: REMEDY,
      fetch: (paging) => convosoOf(z, bundle).callbacks.search({ ...wanted, ...more, ...paging }),
    });
  const pending = await all('pending callbacks', { stage: 'PENDING' });
  const recent = await all('callbacks', { start_date: from.slice(0, 'YYYY-MM-DD'.length) });
  const rows = [...pending, ...recent.filter(({ created_at: created }) => (created ?? '') >= from)];
  return [...new Map(rows.map((row) => [row.id, row])).values()]
    .map((row) => withInstants(givenOut(row), timeZone))
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
    inputFields: [
      { key: 'about', type: 'copy', helpText: LOOKS_BACK },
      ...apiInputs(endpoint, { only: ['campaign_id', 'list_id', 'user_id', 'recipient'] }),
    ],
    outputFields: outputsOf(SAMPLE_CALLBACK),
    sample: SAMPLE_CALLBACK,
  },
};
