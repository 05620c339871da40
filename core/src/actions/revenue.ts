import { callLogIdOf } from '../occurrence/occurrence.js';
import type { ConvosoAction } from './errand.js';

/** Add to Revenue: sets the revenue of the call. Done twice, it is done once. */
export const REVENUE: ConvosoAction<'REVENUE'> = {
  plan({ action, trigger }) {
    const call = callLogIdOf(trigger.snapshot);
    if (call === null) {
      const reason = "call_log_id was not delivered: map it in Convoso's Adaptor";
      return Promise.resolve({ code: 'NO_CALL', reason });
    }
    const parameters = { call_log_id: call, revenue: String(action.amount) };
    return Promise.resolve({ calls: [{ endpoint: 'revenue/update', parameters }], written: [] });
  },

  async perform({ calls }, api) {
    const { call_log_id = '', revenue = '' } = calls[0]?.parameters ?? {};
    const { raw } = await api.revenue.update({ call_log_id, revenue });
    return { answer: raw, note: null };
  },
};
