import type { Bundle, Create, PlainInputField, ZObject } from 'zapier-platform-core';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { outputsOf } from '../fields/outputs.js';
import { textInput, type Inputs } from '../inputs.js';
import { timeAtOffset } from '../time-at-offset.js';

const endpoint = endpointOf('callbacks', 'insert');

/** A time with a zone of its own, as other steps give it out, is told as the clock shows it in the callback's zone. */
const scheduleCallback = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const { inputData } = bundle;
  const callback_time = timeAtOffset(
    textInput(inputData, 'callback_time'),
    textInput(inputData, 'callback_time_zone'),
  );
  const { data } = await convosoOf(z, bundle).callbacks.insert(
    apiArguments(endpoint, { ...inputData, callback_time }),
  );
  return { id: data.callback_id ?? '', callback_id: data.callback_id ?? '' };
});

const SAMPLE = { id: '657', callback_id: '657' };

function withDates(field: PlainInputField): PlainInputField {
  if (field.key !== 'callback_time') return field;
  return {
    ...field,
    type: 'datetime',
    helpText: 'With a zone of its own, or as the clock shows it in Time Zone.',
  };
}

export const scheduleCallbackCreate: Create = {
  key: 'schedule_callback',
  noun: 'Callback',
  display: {
    label: 'Schedule Callback',
    description: 'Schedules a callback of a lead, for any agent or for one.',
  },
  operation: {
    perform: scheduleCallback,
    inputFields: apiInputs(endpoint).map(withDates),
    outputFields: outputsOf(SAMPLE),
    sample: SAMPLE,
  },
};
