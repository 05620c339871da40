import { read } from '../endpoint.js';

/** The report of one agent; shares (`_pt`) are per cent. */
const REPORT = {
  id: ['user_id'],
  text: ['name call_type'],
  number: ['calls human_answered talk_sec_pt wait_sec_pt pause_sec_pt wrap_sec_pt am am_pt others others_pt'],
  duration: ['talk_sec wait_sec pause_sec wrap_sec total_time'],
} as const;

export const REPORT_RANGE = { date_start: 'dayOrTime', date_end: 'dayOrTime' } as const;
export const NO_AGENTS = { 6031: 'there are no such agents' } as const;

/** Convoso answers with an object keyed by user ID. */
export const search = read('agent-performance/search', {
  parameters: {
    ...REPORT_RANGE,
    campaign_ids: 'ids',
    list_ids: 'ids',
    queue_ids: 'ids',
    user_ids: 'ids',
    status_ids: 'texts',
  },
  rows: REPORT,
  errors: NO_AGENTS,
});
