import { read, write } from '../endpoint.js';
import { paging } from '../parameter.js';
import { requiredWith } from '../rule.js';
import * as meaning from './meanings.js';

const CALLBACK = {
  id: ['id lead_id list_id campaign_id user'],
  text: [
    'status status_name stage class recipient comments context phone_number user_name directory_name',
    'campaign_name campaign_type',
  ],
  time: ['created_at callback_time modified_at callback_seen'],
} as const;

const KEY = { id: ['callback_id'] } as const;

const CONTENT = {
  recipient: { type: 'choice', options: ['System', 'Personal'] },
  callback_time: 'time',
  callback_time_zone: 'zone',
  user_id: 'id',
  comments: 'text',
} as const;

const NO_CALLBACK = { 6038: 'there is no such callback' } as const;
const WRITE_ERRORS = {
  ...NO_CALLBACK,
  6006: meaning.NO_SUCH_USER,
  6023: meaning.FIELDS_MISSING,
  7237: 'the callback time is not valid',
} as const;

export const insert = write('callbacks/insert', {
  parameters: { lead_id: 'id', ...CONTENT },
  required: ['lead_id', 'recipient', 'callback_time', 'callback_time_zone'],
  // A personal callback reminds one user, a system callback is dialled for any (domain-facts A.7).
  rules: [requiredWith('user_id', 'recipient', 'Personal')],
  record: KEY,
  errors: { ...WRITE_ERRORS, 6001: meaning.NO_SUCH_LEAD },
});

export const update = write('callbacks/update', {
  parameters: {
    callback_id: 'id',
    ...CONTENT,
    status: { type: 'choice', options: ['Dismissed'], alsoSentAs: 'callback_status' },
  },
  required: ['callback_id'],
  record: KEY,
  errors: WRITE_ERRORS,
});

const remove = write('callbacks/delete', {
  parameters: { callback_id: 'id' },
  required: ['callback_id'],
  errors: NO_CALLBACK,
});
export { remove as delete };

export const search = read('callbacks/search', {
  parameters: {
    id: 'id',
    lead_id: 'id',
    list_id: 'id',
    campaign_id: 'id',
    user_id: 'id',
    recipient: CONTENT.recipient,
    // Documents have both spellings of the second.
    stage: {
      type: 'choice',
      options: ['PENDING', 'PAST_DUE', 'PASTDUE', 'COMPLETED', 'DISMISSED', 'MISSED'],
    },
    comments: 'text',
    start_date: 'day',
    end_date: 'day',
    ...paging({ default: 20, max: 5_000, maxOffset: 50_000 }),
  },
  at: 'results',
  rows: CALLBACK,
  errors: meaning.PAGING_ERRORS,
  // "Missing callbacks": nothing was found (domain-facts A.3).
  notFailures: { 6000: [] },
});
