import { read, write } from '../endpoint.js';
import { paging } from '../parameter.js';
import { oneOf } from '../rule.js';
import { NATIONAL_PHONE } from './lead-parameters.js';
import * as meaning from './meanings.js';

/** A call (domain-facts A.8). Its queue values mean nothing where the call is outbound. */
const CALL = {
  id: ['id lead_id list_id campaign_id user_id queue_id originating_agent_id'],
  text: [
    'campaign user phone_number number_dialed first_name last_name status status_name agent_comment',
    'queue caller_id_displayed inbound_number term_reason call_type session_id',
  ],
  number: ['call_length called_count queue_position queue_seconds'],
  time: ['call_date'],
  lists: { recording: { id: ['recording_id'], text: ['src type filename public_url'] } },
} as const;

export const CALL_ERRORS = { 6032: 'the call log ID is missing', 6033: 'there is no such call log' } as const;

/** Newest first unless `order` says otherwise. A row may not exist yet when the webhook of its call arrives. */
export const retrieve = read('log/retrieve', {
  parameters: {
    id: 'id',
    lead_id: 'id',
    campaign_id: 'id',
    queue_id: 'id',
    list_id: 'id',
    user_id: 'id',
    status: 'status',
    phone_number: NATIONAL_PHONE,
    number_dialed: 'phone',
    first_name: 'text',
    last_name: 'text',
    start_time: 'time',
    end_time: 'time',
    call_type: { type: 'choice', options: ['INBOUND', 'OUTBOUND', 'MANUAL', '3WAY'] },
    called_count: { type: 'integer', min: 0 },
    order: { type: 'choice', options: ['asc', 'desc'] },
    include_recordings: 'flag',
    ...paging({ default: 500, max: 500, maxOffset: 40_000 }),
  },
  at: 'results',
  rows: CALL,
  errors: {
    ...meaning.PAGING_ERRORS,
    6002: meaning.NO_SUCH_LIST,
    6004: meaning.NO_SUCH_CAMPAIGN,
    6006: meaning.NO_SUCH_USER,
    6030: 'there is no such queue',
  },
});

export const update = write('log/update', {
  parameters: { call_log_id: 'id', extra_field_01: 'text', extra_field_02: 'text' },
  required: ['call_log_id'],
  rules: [oneOf('extra_field_01', 'extra_field_02')],
  errors: { ...CALL_ERRORS, 6035: 'one of the two extra fields needs a value' },
});
