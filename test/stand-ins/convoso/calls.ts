import type { Account } from './account.js';
import { refuseUnknown } from './checks.js';
import { SUCCESS, type Handlers } from './handler.js';
import { isBetween } from './leads.js';
import { pageOf } from './pages.js';
import type { Params } from './params.js';
import { documentedIf, refuseUnless } from './refusal.js';
import type { Row } from './table.js';

const FILTERS = [
  'id',
  'lead_id',
  'campaign_id',
  'queue_id',
  'list_id',
  'user_id',
  'status',
  'phone_number',
  'number_dialed',
  'first_name',
  'last_name',
  'call_type',
  'called_count',
];

/** The call log and the money on it (domain-facts A.5, A.8). */
export function callHandlers(account: Account): Handlers {
  const callOf = (params: Params): Row => {
    const id = params.text('call_log_id');
    refuseUnless(id !== '', 6032, 'Missing Call Log ID');
    const call = account.calls.find(id);
    refuseUnless(call !== undefined, 6033, 'No such Call Log');
    return call;
  };

  return {
    'log/retrieve': {
      parameters: [...FILTERS, 'start_time', 'end_time', 'order', 'include_recordings', 'limit', 'offset'],
      answer: (params) => retrieve(account, params),
    },
    'log/update': {
      parameters: ['call_log_id', 'extra_field_01', 'extra_field_02'],
      answer: (params) => {
        const call = callOf(params);
        const extra = params.among(['extra_field_01', 'extra_field_02']);
        const some = Object.values(extra).some((value) => value !== '');
        refuseUnless(some, 6035, 'An extra field needs a value');
        Object.assign(call, extra);
        return SUCCESS;
      },
    },
    'revenue/update': {
      parameters: ['call_log_id', 'revenue', 'return'],
      answer: (params) => {
        const call = callOf(params);
        const money = params.among(['revenue', 'return']);
        const some = Object.values(money).some((value) => value !== '');
        refuseUnless(some, 6036, 'Revenue or return needs a value');
        Object.assign(call, money);
        return { ...SUCCESS, data: { call_log_id: call['id'] } };
      },
    },
  };
}

/** Newest first; what is asked for beyond 500 rows is cut to that; `data.entries` counts the rows of the page. */
function retrieve(account: Account, params: Params): Readonly<Record<string, unknown>> {
  refuseUnknown(params, 'list_id', (id) => account.lists.has(id), 6002, 'Unknown List Id');
  refuseUnknown(params, 'user_id', (id) => account.users.has(id), 6006, 'Unknown User Id');
  refuseUnknown(params, 'campaign_id', (id) => account.campaigns.has(id), 6004, 'Unknown Campaign ID');
  refuseUnknown(params, 'queue_id', (id) => account.queues.includes(id), 6030, 'Unknown Queue ID');
  const order = params.text('order').toLowerCase() || 'desc';
  documentedIf(['asc', 'desc'].includes(order), `order=${order}`);

  const today = account.clock.now().slice(0, 10);
  const from = params.text('start_time') || `${today} 00:00:00`;
  const to = params.text('end_time') || `${today} 23:59:59`;
  const found = account.calls
    .where(Object.fromEntries(Object.entries(params.among(FILTERS)).filter(([, value]) => value !== '')))
    .filter((call) => isBetween(call['call_date'] ?? '', from, to))
    .toSorted((one, other) => (one['call_date'] ?? '').localeCompare(other['call_date'] ?? ''));
  const ordered = order === 'asc' ? found : found.toReversed();
  const limits = { limit: 500, maxLimit: 500, maxOffset: 40_000, clamps: 'limit' } as const;
  const { offset, limit, rows } = pageOf(params, ordered, limits);
  const results = rows.map((call) => shown(account, call, params.isOn('include_recordings')));
  return {
    ...SUCCESS,
    data: { offset, limit, total_found: String(found.length), entries: rows.length, results },
  };
}

function shown(account: Account, call: Row, withRecordings: boolean): Readonly<Record<string, unknown>> {
  const lead = account.leads.find(call['lead_id'] ?? '');
  const user = account.users.find(call['user_id'] ?? '');
  const { revenue: _revenue, return: _return, extra_field_01: _one, extra_field_02: _two, ...row } = call;
  const shownCall = {
    first_name: lead?.['first_name'] ?? null,
    last_name: lead?.['last_name'] ?? null,
    user: user === undefined ? 'System User' : `${user['first_name'] ?? ''} ${user['last_name'] ?? ''}`,
    campaign: account.campaigns.find(call['campaign_id'] ?? '')?.['name'],
    status_name: account.statuses.find(call['status'] ?? '')?.['name'],
    agent_comment: null,
    queue_id: null,
    originating_agent_id: null,
    ...row,
  };
  if (!withRecordings) return shownCall;
  const recording = account.recordings.where({ call_log_id: call['id'] ?? '' }).map(({ id, url }) => ({
    recording_id: id,
    src: url,
    type: 'audio/mpeg',
    filename: url,
    public_url: url,
  }));
  return { ...shownCall, recording };
}
