import { NO_SUCH_CALLBACK } from '@convoso-connect/core/actions';
import { ConvosoApiError } from '@convoso-connect/core/convoso-api';
import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { changedOnce } from '../callback-once.js';
import { CALLBACK_CHOICE, chosenCallback } from '../chosen-callback.js';
import { inWords } from '../errors.js';
import { outputsOf } from '../fields/outputs.js';
import type { Inputs } from '../inputs.js';
import { SAMPLE_CALLBACK_ID } from '../samples/callback.js';

/** A callback that is gone is as it was wanted. */
const removeCallback = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const id = await chosenCallback(z, bundle);
  const ended = id === null ? GONE : await removedOnce(z, bundle, id);
  return { id: id ?? '', callback_id: id ?? '', ...ended };
});

const GONE = { removed: false, warnings: [] };

async function removedOnce(
  z: ZObject,
  bundle: Bundle<Inputs>,
  callback_id: string,
): Promise<{ readonly removed: boolean; readonly warnings: readonly string[] }> {
  try {
    const warnings = await changedOnce(z, bundle, {
      id: callback_id,
      write: (api) => api.callbacks.delete({ callback_id }),
      isDone: (shown) => shown === null,
    });
    return { removed: true, warnings };
  } catch (error) {
    if (error instanceof ConvosoApiError && error.convosoCode === NO_SUCH_CALLBACK) return GONE;
    throw error;
  }
}

const SAMPLE = { ...SAMPLE_CALLBACK_ID, removed: true, warnings: [] };

export const removeCallbackCreate: Create = {
  key: 'remove_callback',
  noun: 'Callback',
  display: {
    label: 'Remove Callback',
    description: 'Removes a callback; Removed says whether there was one.',
  },
  operation: {
    perform: removeCallback,
    inputFields: CALLBACK_CHOICE,
    outputFields: outputsOf(SAMPLE),
    sample: SAMPLE,
  },
};
