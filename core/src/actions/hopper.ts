import type { ConvosoApi } from '../convoso-api/index.js';
import { phoneOf } from '../occurrence/lead-key.js';
import type { ConvosoAction, Errand } from './errand.js';
import { freshLead, knownText, leadIdFor } from './lead-of.js';

/**
 * Place Call: puts the lead back into the hopper, by an insert that updates the lead it finds (domain-facts A.6). A
 * lead that is in the hopper already stays there once.
 */
export const HOPPER: ConvosoAction<'HOPPER'> = {
  async plan(errand, api) {
    const { action, trigger } = errand;
    const lead = await leadIdFor(trigger, api);
    if (typeof lead !== 'string') return lead;
    const { phone, list } = await whereabouts(errand, lead, api);
    if (phone === null || list === null) {
      const missing = phone === null ? 'phone_number' : 'list_id';
      const reason = `the lead's ${missing} is not known: map it in Convoso's Adaptor`;
      return { code: 'FIELD_UNKNOWN', reason };
    }
    const parameters = {
      list_id: list,
      phone_number: phone,
      lead_id: lead,
      update_if_found: '1',
      hopper: '1',
      hopper_priority: String(action.priority),
      ...(action.expiresInMinutes === undefined
        ? {}
        : { hopper_expires_in: String(action.expiresInMinutes) }),
    };
    return { calls: [{ endpoint: 'leads/insert', parameters }], written: [] };
  },

  async perform({ calls }, api) {
    const { list_id = '', phone_number = '', ...rest } = calls[0]?.parameters ?? {};
    const { raw } = await api.leads.insert({ list_id, phone_number, ...flagged(rest) });
    return { answer: raw, note: null };
  },
};

/** The two parameters that are yes or no, typed as such. */
function flagged({ update_if_found: _found, hopper: _hopper, ...rest }: Readonly<Record<string, string>>) {
  return { ...rest, update_if_found: true, hopper: true };
}

/** As Convoso has it now: an insert into the list that was delivered would undo a Move that came in between. */
async function whereabouts({ trigger, lead }: Errand<'HOPPER'>, id: string, api: ConvosoApi) {
  const fresh = await freshLead(id, api);
  return {
    phone: fresh?.['phone_number'] || (knownText(lead, 'phone_number') ?? phoneOf(trigger.snapshot)),
    list:
      fresh?.['list_id'] || (knownText(lead, 'list_id') ?? knownText(trigger.snapshot.callLog, 'list_id')),
  };
}
