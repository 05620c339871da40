import type { CallbackMoment } from '@convoso-connect/core';
import { openCallbacks } from '@convoso-connect/core/actions';
import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { accountZone } from '../account.js';
import { asMoment, isShownAs, momentOf, momentWarnings } from '../callback-time.js';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { requiredText } from '../fields/required.js';
import { outputsOf } from '../fields/outputs.js';
import { textInput, type Inputs } from '../inputs.js';
import { SAMPLE_WRITTEN_CALLBACK } from '../samples/callback.js';
import { convosoOnce, writtenOnce } from '../written-once.js';

const endpoint = endpointOf('callbacks', 'insert');

const scheduleCallback = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const { inputData } = bundle;
  const time = requiredText(inputData, 'callback_time', 'Time');
  const zone = textInput(inputData, 'callback_time_zone');
  const moment = momentOf(time, zone, accountZone(bundle));
  const args = { ...inputData, ...moment };
  const given = apiArguments(endpoint, args);
  const { id, warnings } = await writtenOnce(
    async () => {
      const { data } = await convosoOnce(z, bundle).callbacks.insert(given);
      return { id: data.callback_id ?? '', warnings: [] };
    },
    () => scheduledCallback(z, bundle, { lead_id: String(given.lead_id), moment }),
  );
  return { id, callback_id: id, warnings: [...warnings, ...momentWarnings(moment, zone)] };
});

/** The open callback of a lead at this very moment. */
async function scheduledCallback(
  z: ZObject,
  bundle: Bundle<Inputs>,
  { lead_id, moment }: { readonly lead_id: string; readonly moment: CallbackMoment },
): Promise<{ readonly id: string; readonly warnings: readonly string[] } | null> {
  const open = await openCallbacks(convosoOf(z, bundle), lead_id);
  const found = open.find(({ callback_time: shown }) => isShownAs(shown, moment, accountZone(bundle)));
  if (found?.id === undefined || found.id === null) return null;
  return { id: found.id, warnings: ["Convoso's answer was lost; the callback was found to be there."] };
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
    inputFields: apiInputs(endpoint).map(asMoment),
    outputFields: outputsOf(SAMPLE_WRITTEN_CALLBACK),
    sample: SAMPLE_WRITTEN_CALLBACK,
  },
};
