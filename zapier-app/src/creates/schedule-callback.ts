import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { accountZone } from '../account.js';
import { asMoment, callbackMoment } from '../callback-time.js';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { requiredText } from '../fields/required.js';
import { outputsOf } from '../fields/outputs.js';
import { textInput, type Inputs } from '../inputs.js';
import { SAMPLE_CALLBACK_ID } from '../samples/callback.js';

const endpoint = endpointOf('callbacks', 'insert');

const scheduleCallback = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const { inputData } = bundle;
  const time = requiredText(inputData, 'callback_time', 'Callback Time');
  const zone = textInput(inputData, 'callback_time_zone');
  const args = { ...inputData, ...callbackMoment(time, zone, accountZone(bundle)) };
  const { data } = await convosoOf(z, bundle).callbacks.insert(apiArguments(endpoint, args));
  return { id: data.callback_id ?? '', callback_id: data.callback_id ?? '' };
});

export const scheduleCallbackCreate: Create = {
  key: 'schedule_callback',
  noun: 'Callback',
  display: {
    label: 'Schedule Callback',
    description: 'Schedules a callback of a lead, for any agent or for one.',
  },
  operation: {
    perform: scheduleCallback,
    inputFields: apiInputs(endpoint).map(asMoment),
    outputFields: outputsOf(SAMPLE_CALLBACK_ID),
    sample: SAMPLE_CALLBACK_ID,
  },
};
