import { read } from '../endpoint.js';

/** Which agents; several of each with commas. */
export const AGENT_FILTERS = {
  campaign_id: 'ids',
  queue_id: 'ids',
  user_id: 'ids',
  filter_by_skill_options: 'texts',
} as const;

export const search = read('user-activity/search', {
  parameters: AGENT_FILTERS,
  record: { number: ['available_agents', 'logged_in_agents'] },
});
