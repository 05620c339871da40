import { ConnectError } from '@convoso-connect/core';
import { openCallbacks } from '@convoso-connect/core/actions';
import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import { convosoOf } from './convoso.js';
import { apiInputs, endpointOf } from './fields/api-inputs.js';
import { textInput, withoutNull, type Inputs } from './inputs.js';

const BY_LEAD: PlainInputField[] = apiInputs(endpointOf('callbacks', 'search'), { only: ['lead_id'] }).map(
  (field) => ({
    ...field,
    helpText: 'Where Callback is left empty: the callback of this lead that comes next.',
  }),
);

/** Which callback a step is about. */
export const CALLBACK_CHOICE: PlainInputField[] = [
  ...apiInputs(endpointOf('callbacks', 'delete')).map((field) => ({ ...field, required: false })),
  ...BY_LEAD,
];

/**
 * The id of the callback that was mapped, or of the lead's next one; null where the lead has none that is still open.
 *
 * @throws {ConnectError} INPUT_MISSING where neither was given
 */
export async function chosenCallback(z: ZObject, bundle: Bundle<Inputs>): Promise<string | null> {
  const [callback, lead] = ['callback_id', 'lead_id'].map((key) =>
    withoutNull(textInput(bundle.inputData, key)),
  );
  if (callback !== undefined && callback !== '') return callback;
  if (lead === undefined || lead === '') {
    throw new ConnectError(
      'INPUT_MISSING',
      'Callback and Lead are both empty in this run, so there was nothing to do, and nothing was done.',
      'Map one of the two, or let a Filter stop the runs that have neither.',
    );
  }
  const [next] = await openCallbacks(convosoOf(z, bundle), lead);
  return next?.id ?? null;
}
