import { ConnectError } from '@convoso-connect/core';
import type { Bundle, Search, ZObject } from 'zapier-platform-core';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { outputsOf } from '../fields/outputs.js';
import type { Inputs } from '../inputs.js';
import { callRow } from '../call-event/call-row.js';
import { SAMPLE_CALL } from '../samples/call.js';

const endpoint = endpointOf('callLog', 'retrieve');

const BY = ['id', 'lead_id', 'phone_number'] as const;
const MOST = 50;

/** The calls found, newest first; none is an answer, too: the row may come a few seconds after the call's event. */
const findCallLog = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const wanted = apiArguments(endpoint, bundle.inputData);
  if (!BY.some((name) => name in wanted)) {
    throw new ConnectError(
      'NOTHING_TO_FIND_BY',
      'There is no call log ID, lead ID or phone number to find a call by.',
      'Fill in at least one of the three; the step before may have left it empty.',
    );
  }
  const { rows } = await convosoOf(z, bundle).callLog.retrieve({
    ...wanted,
    include_recordings: true,
    order: 'desc',
    limit: MOST,
  });
  return rows.map(callRow);
});

export const findCallLogSearch: Search = {
  key: 'find_call_log',
  noun: 'Call Log',
  display: {
    label: 'Find Call Log',
    description: 'Finds a call by its ID, lead or phone number, with its recording; of several, the newest.',
  },
  operation: {
    perform: findCallLog,
    inputFields: apiInputs(endpoint, {
      only: [...BY, 'campaign_id', 'status', 'start_time', 'end_time'],
    }),
    outputFields: outputsOf(SAMPLE_CALL),
    sample: SAMPLE_CALL,
  },
};
