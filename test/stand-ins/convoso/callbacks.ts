import type { Account } from './account.js';
import { refuseUnknown } from './checks.js';
import { SUCCESS, type Handlers } from './handler.js';
import { isBetween } from './leads.js';
import { pageOf } from './pages.js';
import type { Params } from './params.js';
import { documentedIf, refuseUnless } from './refusal.js';
import type { Row } from './table.js';

const CONTENT = ['recipient', 'callback_time', 'callback_time_zone', 'user_id', 'comments'];
const STAGES = ['COMPLETED', 'PAST_DUE', 'PASTDUE', 'PENDING', 'DISMISSED', 'MISSED'];

/** Callbacks (domain-facts A.5, A.7). */
export function callbackHandlers(account: Account): Handlers {
  const callbackOf = (params: Params): Row => {
    const callback = account.callbacks.find(params.text('callback_id'));
    refuseUnless(callback !== undefined, 6038, 'No such Callback');
    return callback;
  };
  const key = (callback: Row) => ({ ...SUCCESS, data: { callback_id: callback['id'] } });

  return {
    'callbacks/insert': {
      parameters: ['lead_id', ...CONTENT],
      answer: (params) => {
        const required = ['lead_id', 'recipient', 'callback_time', 'callback_time_zone'];
        const complete = required.every((name) => params.text(name) !== '');
        refuseUnless(complete, 6023, 'Required fields are missing');
        const lead = account.leads.find(params.text('lead_id'));
        refuseUnless(lead !== undefined, 6001, 'No such Lead');
        check(account, params, {});
        const created = {
          lead_id: params.text('lead_id'),
          stage: 'PENDING',
          created_at: account.clock.tick(),
        };
        return key(account.callbacks.add({ ...created, ...params.among(CONTENT) }));
      },
    },
    'callbacks/update': {
      parameters: ['callback_id', 'status', 'callback_status', ...CONTENT],
      answer: (params) => {
        const callback = callbackOf(params);
        check(account, params, callback);
        Object.assign(callback, params.among(CONTENT), { modified_at: account.clock.tick() });
        const status = params.text('status') || params.text('callback_status');
        documentedIf(['', 'dismissed'].includes(status.toLowerCase()), `the callback status ${status}`);
        if (status !== '') callback['stage'] = 'DISMISSED';
        return key(callback);
      },
    },
    'callbacks/delete': {
      parameters: ['callback_id'],
      answer: (params) => {
        account.callbacks.delete(callbackOf(params)['id'] ?? '');
        return SUCCESS;
      },
    },
    'callbacks/search': {
      parameters: [...FILTERS, 'stage', 'recipient', 'comments', 'start_date', 'end_date', 'limit', 'offset'],
      answer: (params) => search(account, params),
    },
  };
}

/** A personal callback needs its user; the time is on the 24-hour clock, or says AM or PM. */
function check(account: Account, params: Params, before: Row): void {
  refuseUnknown(params, 'user_id', (id) => account.users.has(id), 6006, 'No such User');
  const after = { ...before, ...params.among(CONTENT) };
  const recipient = (after['recipient'] ?? '').toLowerCase();
  documentedIf(['system', 'personal'].includes(recipient), `the recipient ${recipient}`);
  const hasUser = recipient !== 'personal' || (after['user_id'] ?? '') !== '';
  refuseUnless(hasUser, 6023, 'Required fields are missing');
  const time = after['callback_time'] ?? '';
  const isTime = /^\d{4}-\d\d-\d\d (\d\d:\d\d:\d\d|\d\d:\d\d [AP]M)$/.test(time);
  refuseUnless(isTime, 7237, 'Invalid callback_time');
  const zone = after['callback_time_zone'] ?? '';
  documentedIf(/^-?\d{1,2}\.\d\d$/.test(zone), `the time zone ${zone}, which is no decimal offset`);
}

const FILTERS = ['id', 'lead_id', 'list_id', 'campaign_id', 'user_id'];

function search(account: Account, params: Params): Readonly<Record<string, unknown>> {
  const stage = params.text('stage');
  documentedIf(stage === '' || STAGES.includes(stage), `the stage ${stage}`);
  const wanted = Object.entries(params.among([...FILTERS, 'stage'])).filter(([, value]) => value !== '');
  const recipient = params.text('recipient').toLowerCase();
  const found = account.callbacks
    .where(Object.fromEntries(wanted))
    .filter((row) => recipient === '' || row['recipient']?.toLowerCase() === recipient)
    .filter((row) => (row['comments'] ?? '').includes(params.text('comments')))
    .filter((row) =>
      isBetween(row['callback_time'] ?? '', params.text('start_date'), params.text('end_date')),
    );
  const limits = { limit: 20, maxLimit: 5_000, maxOffset: 50_000 };
  const { offset, limit, rows } = pageOf(params, found, limits);
  refuseUnless(found.length > 0, 6000, 'Missing callbacks');
  const results = rows.map((row) => shown(account, row));
  return {
    ...SUCCESS,
    data: { offset: String(offset), limit: String(limit), total: String(found.length), results },
  };
}

/** A personal callback is shown as `USERONLY` (domain-facts A.7). */
function shown(account: Account, { user_id: user = '', ...row }: Row): Readonly<Record<string, unknown>> {
  const lead = account.leads.find(row['lead_id'] ?? '');
  const personal = row['recipient']?.toLowerCase() === 'personal';
  return {
    comments: '',
    context: '',
    ...row,
    user,
    recipient: personal ? 'USERONLY' : row['recipient'],
    status: row['stage'],
    phone_number: lead?.['phone_number'],
    list_id: lead?.['list_id'],
  };
}
