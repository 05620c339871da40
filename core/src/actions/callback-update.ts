import { ConvosoApiError } from '../convoso-api/index.js';
import { callbackTime } from './callback-time.js';
import type { ConvosoAction } from './errand.js';
import { leadIdFor } from './lead-of.js';
import { openCallbacks } from './open-callbacks.js';

/**
 * Update Callback: moves or removes the lead's callback that comes next. Which one that is is settled before the first
 * attempt, so that a repeated one does not take the next after it.
 */
export const CALLBACK_UPDATE: ConvosoAction<'CALLBACK_UPDATE'> = {
  async plan({ action, trigger, now, timeZone }, api) {
    const lead = await leadIdFor(trigger, api);
    if (typeof lead !== 'string') return lead;
    const [next] = await openCallbacks(api, lead);
    const id = next?.id ?? null;
    if (id === null)
      return { code: 'NO_CALLBACK', reason: `the lead ${lead} has no callback that is still to come` };
    if (action.operation === 'remove') {
      return { calls: [{ endpoint: 'callbacks/delete', parameters: { callback_id: id } }], written: [] };
    }
    const time = callbackTime(now + action.afterSeconds * 1_000, timeZone);
    if ('code' in time) return time;
    return {
      calls: [{ endpoint: 'callbacks/update', parameters: { callback_id: id, ...time } }],
      written: [],
    };
  },

  async perform({ calls: [call] }, api, { again }) {
    const { callback_id = '', ...time } = call?.parameters ?? {};
    if (call?.endpoint === 'callbacks/update') {
      const { raw } = await api.callbacks.update({ callback_id, ...time });
      return { answer: raw, note: null };
    }
    try {
      const { raw } = await api.callbacks.delete({ callback_id });
      return { answer: raw, note: null };
    } catch (error) {
      if (!again || !(error instanceof ConvosoApiError) || error.convosoCode !== NO_SUCH_CALLBACK)
        throw error;
      return {
        answer: error.raw,
        note: 'Convoso has this callback no more: an attempt before has removed it',
      };
    }
  },
};

/** Convoso's code for a callback that is not there (domain-facts A.7). */
export const NO_SUCH_CALLBACK = 6038;
