import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { accountZone } from '../account.js';
import { asMoment, callbackMoment, pastWarnings } from '../callback-time.js';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { requiredText } from '../fields/required.js';
import { outputsOf } from '../fields/outputs.js';
import { textInput, type Inputs } from '../inputs.js';
import { SAMPLE_WRITTEN_CALLBACK } from '../samples/callback.js';

const endpoint = endpointOf('callbacks', 'insert');

const scheduleCallback = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const { inputData } = bundle;
  const time = requiredText(inputData, 'callback_time', 'Callback Time');
  const zone = textInput(inputData, 'callback_time_zone');
  const moment = callbackMoment(time, zone, accountZone(bundle));
  const args = { ...inputData, ...moment };
  const { data } = await convosoOf(z, bundle).callbacks.insert(apiArguments(endpoint, args));
  const id = data.callback_id ?? '';
  return { id, callback_id: id, warnings: pastWarnings(moment) };
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
    outputFields: outputsOf(SAMPLE_WRITTEN_CALLBACK),
    sample: SAMPLE_WRITTEN_CALLBACK,
  },
};
