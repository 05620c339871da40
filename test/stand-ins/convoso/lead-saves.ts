import { LIST, type Account } from './account.js';
import { isPhone, refuseUnknown } from './checks.js';
import { LEAD_FIELDS } from './lead-fields.js';
import type { Params } from './params.js';
import { documentedIf, refuseUnless } from './refusal.js';
import type { Row } from './table.js';

/** Called with every lead that is saved, and how. */
export type OnSave = (lead: Row, how: 'insert' | 'update') => void;

/** Checks and keeps leads (domain-facts A.6, A.7). */
export class LeadSaves {
  readonly #account: Account;
  readonly #onSave: OnSave;

  constructor(account: Account, onSave: OnSave) {
    this.#account = account;
    this.#onSave = onSave;
  }

  /** Refuses values that no lead can have. */
  check(params: Params): void {
    const { lists, users, statuses } = this.#account;
    refuseUnknown(params, 'list_id', (id) => lists.has(id), 6002, 'No such List');
    refuseUnknown(params, 'user_id', (id) => users.has(id), 6006, 'No such User');
    refuseUnknown(params, 'owner_id', (id) => users.has(id), 6006, 'No such User');
    const phone = params.text('phone_number');
    refuseUnless(phone === '' || isPhone(phone), 6008, 'The phone number is invalid');
    const email = params.text('email');
    refuseUnless(/^([^\s@]+@[^\s@]+)?$/.test(email), 6079, 'Invalid Email(s)');
    // Sending the name of a status in place of its abbreviation fails, but nobody documents how.
    const status = params.text('status');
    documentedIf(status === '' || statuses.has(status), `a status that does not exist, ${status}`);
  }

  insert(params: Params, listId: string): Row {
    const now = this.#account.clock.tick();
    const lead = this.#account.leads.add({
      status: 'NEW',
      owner_id: '0',
      created_at: now,
      modified_at: now,
      ...this.#valuesOf(params),
      list_id: listId,
    });
    this.#onSave(lead, 'insert');
    return lead;
  }

  update(lead: Row, params: Params): Row {
    Object.assign(lead, this.#valuesOf(params), { modified_at: this.#account.clock.tick() });
    if (params.text('list_id') !== '') lead['list_id'] = params.text('list_id');
    this.#onSave(lead, 'update');
    return lead;
  }

  #valuesOf(params: Params): Row {
    const custom = [...this.#account.customFields.keys()];
    const values = params.among([...LEAD_FIELDS, ...custom, 'phone_number']);
    const phone = values['phone_number'] ?? '';
    if (!params.isOn('filter_phone_code') || phone.length !== 11) return values;
    return { ...values, phone_code: phone.slice(0, 1), phone_number: phone.slice(1) };
  }
}

/** The lead that `update_if_found` finds: by its id, or by its number in the list or campaign (domain-facts A.6). */
export function leadToUpdate(account: Account, params: Params): Row | undefined {
  if (!params.isOn('update_if_found')) return undefined;
  const byId = account.leads.find(params.text('lead_id'));
  if (byId !== undefined) return byId;
  const found = account.leads
    .where({ phone_number: params.text('phone_number') })
    .filter(isInside(account, params.text('search_list_id'), params.text('search_campaign_id')))
    .toSorted((one, other) => (one['last_called'] ?? '').localeCompare(other['last_called'] ?? ''));
  return params.text('update_order_by_last_called_time') === 'DESC' ? found.at(-1) : found[0];
}

/** Whether the number is there already, in the scope of `check_dup`: 1 account, 2 list, 3 campaign. */
export function isDuplicate(account: Account, params: Params): boolean {
  const scope = params.text('check_dup');
  if (scope === '' || scope === '0') return false;
  documentedIf(['1', '2', '3', 'true'].includes(scope), `check_dup=${scope}, whose scope nobody describes`);
  const listId = params.text('list_id');
  const campaignId = account.lists.find(listId)?.['campaign_id'] ?? '';
  const inside = isInside(account, scope === '2' ? listId : '', scope === '3' ? campaignId : '');
  return account.leads.where({ phone_number: params.text('phone_number') }).some(inside);
}

/** The list wins over the campaign; an empty text bounds nothing. */
function isInside(account: Account, listId: string, campaignId: string): (lead: Row) => boolean {
  return (lead) => {
    const ofLead = lead['list_id'] ?? LIST;
    if (listId !== '') return ofLead === listId;
    return campaignId === '' || account.lists.find(ofLead)?.['campaign_id'] === campaignId;
  };
}
