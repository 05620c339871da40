import { NO_SUCH_CALLBACK } from '@convoso-connect/core/actions';
import { ConvosoApiError } from '@convoso-connect/core/convoso-api';
import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { CALLBACK_CHOICE, chosenCallback } from '../chosen-callback.js';
import { convosoOf } from '../convoso.js';
import { inWords } from '../errors.js';
import { outputsOf } from '../fields/outputs.js';
import type { Inputs } from '../inputs.js';
import { SAMPLE_CALLBACK_ID } from '../samples/callback.js';

/** A callback that is gone is as it was wanted: a replay of a removal whose answer was lost is no failure. */
const removeCallback = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const id = await chosenCallback(z, bundle);
  const removed = id !== null && (await isRemoved(z, bundle, id));
  return { id: id ?? '', callback_id: id ?? '', removed };
});

async function isRemoved(z: ZObject, bundle: Bundle<Inputs>, callback_id: string): Promise<boolean> {
  try {
    await convosoOf(z, bundle).callbacks.delete({ callback_id });
    return true;
  } catch (error) {
    if (error instanceof ConvosoApiError && error.convosoCode === NO_SUCH_CALLBACK) return false;
    throw error;
  }
}

const SAMPLE = { ...SAMPLE_CALLBACK_ID, removed: true };

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
