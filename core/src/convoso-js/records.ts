import type { AnswerShape } from './answers.js';

/** The rows of answers, with the names and types that programs for convoso-js know. */

export const LEAD = {
  text: [
    'id first_name last_name phone_number email status list_id address1 city state postal_code country',
    'carrier_name carrier_type',
  ],
  time: ['created_at modified_at'],
} as const satisfies AnswerShape;

export const RECORDING = {
  text: ['recording_id lead_id url'],
  time: ['start_time end_time'],
  number: ['seconds'],
} as const satisfies AnswerShape;

export const CALL_LOG = {
  text: ['id lead_id phone_number status user_id campaign_id'],
  time: ['call_date'],
  number: ['call_length'],
  lists: { recording: {} },
} as const satisfies AnswerShape;

export const CALLBACK = {
  text: ['id lead_id list_id campaign_id stage recipient comments'],
  time: ['callback_time'],
} as const satisfies AnswerShape;

export const CAMPAIGN = {
  text: ['id name status'],
  object: ['last_call_date'],
} as const satisfies AnswerShape;

export const LIST = { text: ['id name status'], time: ['last_called_at'] } as const satisfies AnswerShape;

export const DNC_ENTRY = {
  text: ['id phone_number campaign_id phone_code campaign_name'],
  time: ['insert_date'],
} as const satisfies AnswerShape;

export const OPT_OUT = {
  text: ['id phone_number phone_code reason purpose campaign_id campaign_name'],
  time: ['insert_date'],
  also: { reason: 'Reason', purpose: 'Purpose' },
} as const satisfies AnswerShape;

export const STATUS = {
  text: ['status name final reached success dnc callback contact voicemail hex_color'],
} as const satisfies AnswerShape;

export const USER = {
  text: ['id email first_name last_name user_level status local_gmt connection_type acl_access_profile'],
  time: ['last_login'],
  texts: ['extension'],
  boolean: ['allow_queue_selection allow_callbacks allow_transfers'],
} as const satisfies AnswerShape;

export const AGENT = {
  text: [
    'user_id user_full_name campaign_id campaign_name queue_id queue_name extension channel_type call_type status',
    'status_label status_time_mmss',
  ],
  number: ['calls_today total_calls status_time_sec'],
} as const satisfies AnswerShape;

export const AGENT_REPORT = {
  text: ['user_id name talk_sec wait_sec pause_sec wrap_sec total_time call_type'],
  number: ['calls human_answered talk_sec_pt wait_sec_pt pause_sec_pt wrap_sec_pt'],
} as const satisfies AnswerShape;

export const STATE_CHANGE = {
  text: ['id user_id state availability_code campaign_id user_name campaign_name'],
  time: ['created_at'],
  number: ['event_epoch event_sec'],
} as const satisfies AnswerShape;
