import type { Account } from './account.js';
import { SUCCESS, type Handlers } from './handler.js';
import { LEAD_FIELDS } from './lead-fields.js';
import type { LeadSaves } from './lead-saves.js';
import type { Params } from './params.js';
import { documentedIf, refuseUnless } from './refusal.js';

/** Lead ping and Lead Post (domain-facts A.5). */
export function leadPostHandlers(account: Account, saves: LeadSaves): Handlers {
  const criteriaOf = (params: Params) => {
    const criteria = account.criteria.get(params.text('criteria_key'));
    refuseUnless(criteria !== undefined, 6090, 'Invalid criteria key');
    const state = params.text('state');
    const wanted = state === '' || criteria.states.includes(state);
    const known = account.leads.where({ phone_number: params.text('phone_number') }).length > 0;
    const listed = account.dnc.where({ phone_number: params.text('phone_number') }).length > 0;
    return { ...criteria, known, accepts: wanted && !known && !listed };
  };

  return {
    'lead-validation/search': {
      parameters: ['criteria_key', 'phone_number', 'state', 'postal_code'],
      answer: (params) => ({ ...SUCCESS, result: criteriaOf(params).accepts ? 'Accepted' : 'Denied' }),
    },
    'lead-post-validation/insert': {
      parameters: ['criteria_key', 'phone_number', ...LEAD_FIELDS],
      takesCustomFields: true,
      answer: (params) => {
        const { accepts, known, listId } = criteriaOf(params);
        saves.check(params);
        const short = account.leadPostAnswer === 'result';
        if (!accepts && short) {
          return { result: false, error_description: 'Lead does not meet the criteria' };
        }
        refuseUnless(!known, 6009, 'The phone number already exists');
        documentedIf(accepts, 'how this answer of Lead Post says that the criteria are not met');
        const { id } = saves.insert(params, listId);
        return short ? { result: true, lead_id: Number(id) } : { ...SUCCESS, data: { lead_id: id } };
      },
    },
  };
}
