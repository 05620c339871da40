import { read } from '../endpoint.js';
import { paging } from '../parameter.js';
import { NO_AGENTS, REPORT_RANGE } from './agent-performance.js';
import { PAGING_ERRORS } from './meanings.js';

/** A change of an agent's state. */
const STATE_CHANGE = {
  id: ['id user_id campaign_id'],
  text: [
    'user_uid user_name state availability_code availability_code_name availability_name campaign_uid',
    'campaign_name campaign_type browser ip_address',
  ],
  number: ['event_epoch'],
  time: ['created_at'],
  duration: ['event_sec'],
} as const;

/** Convoso takes an offset that is too large for the largest one, and so would give the same rows for ever. */
export const search = read('agent-productivity/search', {
  parameters: {
    ...REPORT_RANGE,
    agent_emails: 'texts',
    campaign_id: 'id',
    ...paging({ default: 1_000, max: 1_000, maxOffset: 50_000 }),
  },
  at: 'entries',
  rows: STATE_CHANGE,
  errors: { ...PAGING_ERRORS, ...NO_AGENTS },
});
