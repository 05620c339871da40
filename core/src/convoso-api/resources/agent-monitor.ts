import { read, write } from '../endpoint.js';
import { NO_SUCH_USER } from './meanings.js';
import { AGENT_FILTERS } from './user-activity.js';

/** What an agent is doing now. A call type of `-` is an idle agent (domain-facts C.6). */
const AGENT = {
  id: ['user_id campaign_id queue_id list_id lead_id call_log_id availability_id'],
  text: [
    'user_full_name campaign_name queue_name queue_assignment list_name extension channel_type',
    'call_type status status_label',
  ],
  number: ['calls_today total_calls since_last_update status_time_sec'],
  boolean: ['inbound_only'],
  time: [
    'last_state_change last_call_time last_update_time last_call_finish last_inbound_call_time',
    'last_inbound_call_finish',
  ],
  ids: ['queue_assignment_ids'],
} as const;

const NAMED = { id: ['value'], text: ['name'] } as const;

export const search = read('agent-monitor/search', {
  parameters: AGENT_FILTERS,
  at: 'entries',
  record: { lists: { campaigns: NAMED, queues: NAMED, agents: AGENT } },
});

export const logout = write('agent-monitor/logout', {
  parameters: { user_id: 'ids', campaign_id: 'ids', queue_id: 'ids', force: 'flag' },
  required: ['user_id'],
  errors: {
    6006: NO_SUCH_USER,
    6012: 'required fields are missing, or the user is not logged in',
  },
});
