import { defineFields, type FieldDefinition, type FieldRow } from './definition.js';

/** In the order of domain-facts D.1. */
const ROWS = [
  ['call_log_id', 'Call Log ID', 'text'],
  ['lead_id', 'Lead ID', 'text'],
  ['first_name', 'First Name', 'text'],
  ['last_name', 'Last Name', 'text'],
  ['list_id', 'List ID', 'text'],
  ['list_name', 'List Name', 'text'],
  ['user_id', 'User ID', 'text'],
  ['originating_agent_id', 'Originating Agent ID', 'text'],
  ['campaign_id', 'Campaign ID', 'text'],
  ['campaign_name', 'Campaign Name', 'text'],
  ['queue_id', 'Queue ID', 'text'],
  ['queue_name', 'Queue Name', 'text'],
  ['queue_seconds', 'Queue Seconds', 'number'],
  ['queue_position', 'Queue Position', 'number'],
  ['phone_number', 'Phone Number', 'phone'],
  ['status', 'Status (Disposition)', 'text'],
  ['length_in_sec', 'Talk Time', 'number'],
  ['call_date', 'Call Date', 'datetime'],
  ['agent_comment', 'Agent Comment', 'text'],
  ['call_type', 'Call Type', 'text'],
  ['term_reason', 'Term Reason', 'text'],
  ['recording', 'Recording', 'url'],
  ['caller_id', 'Caller ID Displayed', 'phone'],
  ['inbound_number', 'Inbound Number', 'phone'],
] as const satisfies readonly FieldRow[];

export type CallLogFieldName = (typeof ROWS)[number][0];

/** The 24 call log fields; a call is recorded by Convoso, so all of them are its own (domain-facts D.4). */
export const CALL_LOG_FIELDS: readonly FieldDefinition[] = defineFields('callLog', ROWS, () => true);
