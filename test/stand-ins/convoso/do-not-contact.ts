import type { Account } from './account.js';
import { isCampaign, isPhone, isPhoneCode } from './checks.js';
import { SUCCESS, type Handler, type Handlers } from './handler.js';
import { isBetween } from './leads.js';
import { pageOf } from './pages.js';
import type { Params } from './params.js';
import { refuseUnless } from './refusal.js';
import type { Row, Table } from './table.js';

const NUMBER = ['phone_number', 'phone_code', 'campaign_id'];
const CONTENT = [...NUMBER, 'reason', 'purpose'];

/** The DNC list and the SMS opt-outs, which are made alike and answer differently (domain-facts A.5, A.7). */
export function doNotContactHandlers(account: Account): Handlers {
  return {
    'dnc/insert': {
      parameters: CONTENT,
      answer: (params) => ({ ...SUCCESS, id: Number(insert(account, account.dnc, params)['id']) }),
    },
    'dnc/update': {
      parameters: ['id', ...CONTENT],
      answer: (params) => ({ ...SUCCESS, id: Number(update(account, account.dnc, params)['id']) }),
    },
    'dnc/delete': remove(account),
    'dnc/search': {
      parameters: ['id', ...CONTENT, 'insert_date', 'limit', 'offset'],
      answer: (params) => search(account, account.dnc, params),
    },
    'sms-opt-out/insert': {
      parameters: CONTENT,
      answer: (params) => {
        insert(account, account.optOuts, params);
        return SUCCESS;
      },
    },
    'sms-opt-out/update': {
      parameters: ['id', ...CONTENT],
      answer: (params) => {
        const sent = NUMBER.filter((name) => params.has(name)).map((name) => params.text(name));
        refuseUnless(
          sent.every((value) => value !== ''),
          4001,
          'Missing required field',
        );
        refuseUnless(
          sent.every((value) => /^-?\d+$/.test(value)),
          4002,
          'must be numeric',
        );
        return { ...SUCCESS, data: { id: update(account, account.optOuts, params)['id'] } };
      },
    },
    'sms-opt-out/search': {
      // One document writes these two with a capital.
      parameters: ['id', ...CONTENT, 'Reason', 'Purpose', 'insert_date', 'limit', 'offset'],
      answer: (params) => {
        const { data, ...body } = search(account, account.optOuts, params);
        const entries = data.entries.map(({ purpose, ...entry }) => ({ ...entry, Purpose: purpose }));
        return { ...body, data: { ...data, entries } };
      },
    },
  };
}

function insert(account: Account, table: Table, params: Params): Row {
  const {
    phone_number: number = '',
    phone_code: code = '',
    campaign_id: campaign = '',
  } = params.among(NUMBER);
  refuseUnless(campaign !== '' && isCampaign(account, campaign), 6006, 'Invalid Campaign ID');
  refuseUnless(isPhone(number), 6007, 'Invalid Phone Number');
  refuseUnless(isPhoneCode(code), 6026, 'Invalid country code');
  checkWords(params);
  const exists = table.where({ phone_number: number, phone_code: code, campaign_id: campaign }).length > 0;
  refuseUnless(!exists, 6008, 'The phone number already exists');
  return table.add({
    reason: '',
    purpose: '',
    ...params.among(CONTENT),
    insert_date: account.clock.tick(),
  });
}

function update(account: Account, table: Table, params: Params): Row {
  const entry = table.find(params.text('id'));
  refuseUnless(entry !== undefined, 6056, 'Invalid ID');
  const changed = { ...entry, ...params.among(CONTENT) };
  refuseUnless(isCampaign(account, changed['campaign_id'] ?? ''), 6004, 'Unknown Campaign ID');
  refuseUnless(isPhone(changed['phone_number'] ?? ''), 6008, 'The phone number is invalid');
  refuseUnless(isPhoneCode(changed['phone_code'] ?? ''), 6026, 'Invalid country code');
  checkWords(params);
  const { id, phone_number: number = '', phone_code: code = '', campaign_id: campaign = '' } = changed;
  const same = table.where({ phone_number: number, phone_code: code, campaign_id: campaign });
  const taken = same.some((other) => other['id'] !== id);
  refuseUnless(!taken, 6059, 'The combination exists already');
  for (const name of ['reason', 'purpose']) if (changed[name] === '-BLANK-') changed[name] = '';
  return Object.assign(entry, changed);
}

/** `-NOTBLANK-` is a filter and no word. */
function checkWords(params: Params): void {
  refuseUnless(params.text('purpose') !== '-NOTBLANK-', 6057, 'Invalid purpose');
  refuseUnless(params.text('reason') !== '-NOTBLANK-', 6058, 'Invalid reason');
}

function remove(account: Account): Handler {
  return {
    parameters: [...NUMBER, 'update_lead_status', 'lead_status'],
    answer: (params) => {
      refuseUnless(params.text('phone_code') !== '', 6000, 'Missing Phone Code');
      refuseUnless(params.text('campaign_id') !== '', 6001, 'Missing Campaign ID');
      refuseUnless(params.text('phone_number') !== '', 6002, 'Missing Phone Number');
      const [entry] = account.dnc.where(params.among(NUMBER));
      refuseUnless(entry !== undefined, 6003, 'Phone Number Not Found');
      const status = params.text('lead_status');
      const updates = params.isOn('update_lead_status');
      refuseUnless(!updates || status !== '', 6005, 'Missing Lead status');
      refuseUnless(status === '' || account.statuses.has(status), 6004, 'Invalid Lead status');
      account.dnc.delete(entry['id'] ?? '');
      const leads = account.leads.where({ phone_number: params.text('phone_number') });
      if (updates) for (const lead of leads) lead['status'] = status;
      return SUCCESS;
    },
  };
}

function search(account: Account, table: Table, params: Params) {
  const campaign = params.text('campaign_id');
  refuseUnless(campaign === '' || isCampaign(account, campaign), 6006, 'Invalid Campaign ID');
  const wanted = Object.entries(params.among(['id', ...NUMBER])).filter(([, value]) => value !== '');
  const day = params.text('insert_date').slice(0, 10);
  const found = table
    .where(Object.fromEntries(wanted))
    .filter((entry) => hasWord(entry['reason'], params.text('reason') || params.text('Reason')))
    .filter((entry) => hasWord(entry['purpose'], params.text('purpose') || params.text('Purpose')))
    .filter((entry) => isBetween(entry['insert_date'] ?? '', day, day));
  const limits = { limit: 1_000, maxLimit: 1_000, maxOffset: 100_000 };
  const { offset, limit, rows } = pageOf(params, found, limits);
  const entries = rows.map((entry) => ({
    ...entry,
    campaign_name: account.campaigns.find(entry['campaign_id'] ?? '')?.['name'] ?? 'Global',
  })) as readonly Row[];
  return { ...SUCCESS, data: { offset, limit, total: String(found.length), entries } };
}

function hasWord(word = '', wanted: string): boolean {
  if (wanted === '' || (wanted === '-BLANK-' && word === '')) return true;
  return wanted === '-NOTBLANK-' ? word !== '' : word === wanted;
}
