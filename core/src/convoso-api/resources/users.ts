import { read } from '../endpoint.js';
import { paging } from '../parameter.js';
import { RECORDING } from './lead-rows.js';
import { PAGING_ERRORS } from './meanings.js';

const USER = {
  id: ['id acl_access_profile'],
  text: ['email first_name last_name queue_override callback_types_allowed local_gmt connection_type'],
  number: ['user_level'],
  boolean: [
    'status allow_queue_selection allow_callbacks allow_transfers default_blended_selection',
    'alter_custdata_override allow_blended_campaign notification',
  ],
  time: ['created_at last_login'],
  ids: ['extension'],
} as const;

const ERRORS = { ...PAGING_ERRORS, 6005: 'there are no such users' } as const;

/** Convoso answers with an object keyed by user ID. */
export const search = read('users/search', {
  parameters: { user: 'texts', ...paging({ default: 20 }) },
  at: 'results',
  rows: USER,
  errors: ERRORS,
});

export const recordings = read('users/recordings', {
  parameters: { user: 'texts', start_time: 'time', end_time: 'time', ...paging({ default: 20 }) },
  required: ['user'],
  at: 'entries',
  rows: RECORDING,
  errors: ERRORS,
});
