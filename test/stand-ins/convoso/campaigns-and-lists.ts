import type { Account } from './account.js';
import { refuseUnknown } from './checks.js';
import { SUCCESS, type Handlers } from './handler.js';
import type { Params } from './params.js';
import { documentedIf, refuseUnless } from './refusal.js';
import type { Row } from './table.js';

/** Campaigns and lists: ids as numbers, times as PHP dumps them (domain-facts A.4, A.5). */
export function campaignAndListHandlers(account: Account): Handlers {
  return {
    'campaigns/search': {
      parameters: [],
      answer: () => ({ ...SUCCESS, data: account.campaigns.all().map(shownCampaign) }),
    },
    'campaigns/status': {
      parameters: ['campaign_id', 'status'],
      answer: (params) => {
        const campaign = account.campaigns.find(params.text('campaign_id'));
        refuseUnless(campaign !== undefined, 6004, 'Unknown Campaign ID');
        refuseUnless(params.text('status') !== '', 6010, 'Missing status');
        campaign['status'] = switched(params);
        return SUCCESS;
      },
    },
    'lists/search': {
      parameters: ['status', 'id', 'campaign_id'],
      answer: (params) => {
        refuseUnknown(params, 'id', (id) => account.lists.has(id), 6002, 'No such List');
        const wanted = Object.entries(params.among(['id', 'campaign_id'])).filter(
          ([, value]) => value !== '',
        );
        const found = account.lists
          .where(Object.fromEntries(wanted))
          .filter(({ status }) => params.text('status') === '' || status === switched(params));
        return { ...SUCCESS, data: found.map(shownList) };
      },
    },
    'lists/insert': {
      parameters: ['name', 'campaign_id', 'description', 'status'],
      answer: (params) => {
        refuseUnless(params.text('name') !== '', 6003, 'The List requires a name');
        checkList(account, params, '');
        const status = params.has('status') ? switched(params) : 'Y';
        const list = { ...params.among(['name', 'campaign_id', 'description']), status, last_called_at: '' };
        const id = Number(account.lists.add(list).id);
        return { ...SUCCESS, data: { list_id: id }, id };
      },
    },
    'lists/update': {
      parameters: ['list_id', 'name', 'campaign_id', 'description', 'status'],
      answer: (params) => {
        const list = listOf(account, params);
        checkList(account, params, list['id'] ?? '');
        Object.assign(list, params.among(['name', 'campaign_id', 'description']));
        if (params.has('status')) list['status'] = switched(params);
        return { ...SUCCESS, data: { list_id: Number(list['id']) } };
      },
    },
    'lists/delete': { parameters: ['list_id'], answer: (params) => removeList(account, params) },
  };
}

function switched(params: Params): string {
  const status = params.text('status');
  documentedIf(['0', '1', 'true', 'false'].includes(status), `status=${status}`);
  return params.isOn('status') ? 'Y' : 'N';
}

function listOf(account: Account, params: Params): Row {
  const list = account.lists.find(params.text('list_id'));
  refuseUnless(list !== undefined, 6002, 'No such List');
  return list;
}

function checkList(account: Account, params: Params, ownId: string): void {
  const name = params.text('name');
  refuseUnless(name === '' || name.length >= 10, 6046, 'The list name is too short');
  documentedIf(/^[A-Za-z0-9:_ -]{0,30}$/.test(name), `the list name ${name}`);
  const taken = account.lists.all().some((list) => list['name'] === name && list['id'] !== ownId);
  refuseUnless(!taken, 6081, 'The list name is taken');
  const required = ownId === '' || params.has('campaign_id');
  const known = !required || account.campaigns.has(params.text('campaign_id'));
  refuseUnless(known, 6004, 'Unknown Campaign ID');
}

/** The leads go with their list; of a large one, Convoso says that it has begun. */
function removeList(account: Account, params: Params): Readonly<Record<string, unknown>> {
  const id = listOf(account, params)['id'] ?? '';
  const leads = account.leads.where({ list_id: id });
  for (const lead of leads) account.leads.delete(lead['id'] ?? '');
  account.lists.delete(id);
  refuseUnless(leads.length <= account.largeList, 102, 'List deletion in progress');
  return SUCCESS;
}

function shownCampaign({
  id,
  name,
  status,
  last_call_date: time = '',
}: Row): Readonly<Record<string, unknown>> {
  return { id: Number(id), name, status, last_call_date: dumped(time) };
}

function shownList(list: Row): Readonly<Record<string, unknown>> {
  const { id, name, campaign_id: campaign, status, last_called_at: time = '' } = list;
  return { id: Number(id), name, campaign_id: campaign, status, last_called_at: dumped(time) };
}

function dumped(time: string): Readonly<Record<string, unknown>> | null {
  return time === '' ? null : { date: `${time}.000000`, timezone_type: 3, timezone: 'America/Los_Angeles' };
}
