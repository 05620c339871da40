import { ConnectError } from '@convoso-connect/core';
import type { ArgumentsOf, CONVOSO_ENDPOINTS } from '@convoso-connect/core/convoso-api';
import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { accountZone } from '../account.js';
import { changedOnce, type CallbackRow } from '../callback-once.js';
import { asMoment, isShownAs, momentOf, momentWarnings } from '../callback-time.js';
import { CALLBACK_CHOICE, chosenCallback } from '../chosen-callback.js';
import { inWords } from '../errors.js';
import { apiArguments, apiInputs, endpointOf } from '../fields/api-inputs.js';
import { outputsOf } from '../fields/outputs.js';
import { textInput, type Inputs } from '../inputs.js';
import { SAMPLE_WRITTEN_CALLBACK } from '../samples/callback.js';

const endpoint = endpointOf('callbacks', 'update');

const updateCallback = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const { inputData } = bundle;
  const time = textInput(inputData, 'callback_time');
  const zone = textInput(inputData, 'callback_time_zone');
  // A zone without a time would move the callback by hours that nobody asked for.
  const moment = time === '' ? null : momentOf(time, zone, accountZone(bundle));
  const when = moment ?? { callback_time_zone: '' };
  const changes = apiArguments(endpoint, { ...inputData, ...when, callback_id: '' });
  if (Object.keys(changes).length === 0) {
    throw new ConnectError(
      'NOTHING_TO_CHANGE',
      'Every value that was to be changed is empty in this run, so the callback was left as it is.',
      'Map at least one value that every run has, or let a Filter stop the runs without one.',
    );
  }
  const id = await chosenCallback(z, bundle);
  if (id === null) {
    throw new ConnectError(
      'NO_CALLBACK',
      'The lead has no callback that is still to come.',
      'Schedule one in place of changing it, or stop runs without one: Find Callback tells.',
    );
  }
  const lost = await changedOnce(z, bundle, {
    id,
    write: (api) => api.callbacks.update({ ...changes, callback_id: id }),
    isDone: (shown) =>
      shown !== null &&
      isAsChanged(shown, changes) &&
      (moment === null || isShownAs(shown.callback_time, moment, accountZone(bundle))),
  });
  return {
    id,
    callback_id: id,
    warnings: [...lost, ...passedOver(inputData), ...(moment === null ? [] : momentWarnings(moment, zone))],
  };
});

/** Whether a callback is as its changes say, its time apart; Convoso shows a personal one as USERONLY (domain-facts A.7). */
function isAsChanged({ stage, comments, recipient, user }: CallbackRow, changes: Changes): boolean {
  const { status, comments: comment, recipient: who, user_id: agent } = changes;
  const isSystem = recipient?.toLowerCase() === 'system';
  return (
    (status === undefined || stage?.toUpperCase() === 'DISMISSED') &&
    (comment === undefined || comments === comment) &&
    (who === undefined || isSystem === (who?.toLowerCase() === 'system')) &&
    (agent === undefined || user === String(agent))
  );
}

type Changes = Partial<ArgumentsOf<typeof CONVOSO_ENDPOINTS.callbacks.update>>;

/** What was filled in and says nothing beside another field is not passed over in silence. */
function passedOver(inputs: Inputs): string[] {
  const [callback, lead, time, zone] = ['callback_id', 'lead_id', 'callback_time', 'callback_time_zone'].map(
    (key) => textInput(inputs, key),
  );
  return [
    ...(callback !== '' && lead !== ''
      ? ['Lead was passed over, since Callback says which one is meant.']
      : []),
    ...(time === '' && zone !== '' ? ['Time Zone was passed over, since there is no Time.'] : []),
  ];
}

export const updateCallbackCreate: Create = {
  key: 'update_callback',
  noun: 'Callback',
  display: {
    label: 'Update Callback',
    description: 'Moves, changes or dismisses a callback.',
  },
  operation: {
    perform: updateCallback,
    inputFields: [...CALLBACK_CHOICE, ...apiInputs(endpoint, { without: ['callback_id'] }).map(asMoment)],
    outputFields: outputsOf(SAMPLE_WRITTEN_CALLBACK),
    sample: SAMPLE_WRITTEN_CALLBACK,
  },
};
