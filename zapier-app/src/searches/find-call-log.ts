import { ConnectError, timeInAccount } from '@convoso-connect/core';
import type { Bundle, PlainInputField, Search, ZObject } from 'zapier-platform-core';
import { accountZone } from '../account.js';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { withStatusCode } from '../fields/dispositions.js';
import { outputsOf } from '../fields/outputs.js';
import { textInput, type Inputs } from '../inputs.js';
import { callRow } from '../call-event/call-row.js';
import { withInstants } from '../rows.js';
import { SAMPLE_CALL } from '../samples/call.js';

const endpoint = endpointOf('callLog', 'retrieve');

const BY = ['id', 'lead_id', 'phone_number'] as const;
const MOST = 50;

/** Without bounds Convoso looks through today alone, and revenue comes days after its call. */
const [BEFORE_ALL, AFTER_ALL] = ['2000-01-01 00:00:00', '2099-12-31 23:59:59'];

/** The calls found, newest first; none is an answer, too: the row may come a few seconds after the call's event. */
const findCallLog = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const inputs = bundle.inputData;
  const times = { start_time: '', end_time: '' };
  const wanted = await withStatusCode(z, bundle, apiArguments(endpoint, { ...inputs, ...times }));
  if (!BY.some((name) => name in wanted)) {
    throw new ConnectError(
      'NOTHING_TO_FIND_BY',
      'There is no call log ID, lead ID or phone number to find a call by.',
      'Fill in at least one of the three; the step before may have left it empty.',
    );
  }
  const timeZone = accountZone(bundle);
  const { rows } = await convosoOf(z, bundle).callLog.retrieve({
    ...wanted,
    start_time: timeInAccount(textInput(inputs, 'start_time'), { timeZone, day: 'begins' }) || BEFORE_ALL,
    end_time: timeInAccount(textInput(inputs, 'end_time'), { timeZone, day: 'ends' }) || AFTER_ALL,
    include_recordings: true,
    order: 'desc',
    limit: MOST,
  });
  return rows.map((row) => withInstants(callRow(row), timeZone));
});

function asDateTime(field: PlainInputField): PlainInputField {
  if (field.key !== 'start_time' && field.key !== 'end_time') return field;
  return {
    ...field,
    type: 'datetime',
    helpText: "With a zone of its own, or as the account's clock shows it. Left empty, calls of all times.",
  };
}

export const findCallLogSearch: Search = {
  key: 'find_call_log',
  noun: 'Call Log',
  display: {
    label: 'Find Call Log',
    description: 'Finds the newest call with an ID, lead or phone number.',
  },
  operation: {
    perform: findCallLog,
    inputFields: apiInputs(endpoint, {
      only: [...BY, 'campaign_id', 'status', 'start_time', 'end_time'],
    }).map(asDateTime),
    outputFields: outputsOf(SAMPLE_CALL),
    sample: SAMPLE_CALL,
  },
};
