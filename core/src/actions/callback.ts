import type { ConvosoApi } from '../convoso-api/index.js';
import { readField } from '../payload/snapshot.js';
import { isEmpty, textOf } from '../fields/value.js';
import { callbackTime } from './callback-time.js';
import type { ConvosoAction, Errand, Impossible } from './errand.js';
import { leadIdFor } from './lead-of.js';

/**
 * System Callback: schedules a callback so long after the trigger. Convoso would take a second one as well, so before
 * it is asked again the lead's callbacks are looked through for this very time.
 */
export const CALLBACK: ConvosoAction<'CALLBACK'> = {
  async plan({ action, trigger, now, timeZone }, api) {
    const lead = await leadIdFor(trigger, api);
    if (typeof lead !== 'string') return lead;
    const user = userOf({ action, trigger });
    if (typeof user === 'object' && user !== null) return user;
    const time = callbackTime(now + action.afterSeconds * 1_000, timeZone);
    if ('code' in time) return time;
    const parameters = {
      lead_id: lead,
      recipient: action.recipient === 'personal' ? 'Personal' : 'System',
      ...time,
      ...(user === null ? {} : { user_id: user }),
      ...(action.comments === undefined ? {} : { comments: action.comments }),
    };
    return { calls: [{ endpoint: 'callbacks/insert', parameters }], written: [] };
  },

  async perform({ calls }, api, { again }) {
    const {
      lead_id = '',
      recipient,
      callback_time = '',
      callback_time_zone = '',
      ...rest
    } = calls[0]?.parameters ?? {};
    const known = again ? await findCallback(api, lead_id, callback_time) : null;
    if (known !== null)
      return { answer: known, note: 'Convoso has this callback already, from an attempt before' };
    const who = recipient === 'Personal' ? 'Personal' : 'System';
    const { raw } = await api.callbacks.insert({
      lead_id,
      recipient: who,
      callback_time,
      callback_time_zone,
      ...rest,
    });
    return { answer: raw, note: null };
  },
};

/** Null for a system callback, which belongs to nobody; without a named user the agent of the call. */
function userOf({
  action,
  trigger,
}: Pick<Errand<'CALLBACK'>, 'action' | 'trigger'>): string | null | Impossible {
  if (action.recipient !== 'personal') return null;
  if (action.userId !== undefined) return action.userId;
  const agent = readField(trigger.snapshot, 'callLog', 'user_id');
  if (agent !== undefined && !isEmpty(agent)) return textOf(agent).trim();
  const reason =
    "a personal callback needs a user, and user_id was not delivered: map it in Convoso's Adaptor, or set userId";
  return { code: 'NO_USER', reason };
}

/** Searches may say the zone behind the time (domain-facts A.4). */
async function findCallback(api: ConvosoApi, leadId: string, time: string): Promise<unknown> {
  for await (const row of api.callbacks.searchAll({ lead_id: leadId })) {
    if (row.callback_time?.startsWith(time) === true) return row;
  }
  return null;
}
