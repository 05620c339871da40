import type { Sample } from '../fields/outputs.js';

/** A decision of a relay that held a call event back. */
export const SAMPLE_DECISION: Sample = {
  id: '01K73Z4S3R8Q5N2V6X9B1C7D0E: text-after-call',
  event_id: '01K73Z4S3R8Q5N2V6X9B1C7D0E',
  received_at: '2026-11-20T17:00:00.000Z',
  rule: 'text-after-call',
  outcome: 'suppressed',
  reason:
    'over the rate limit: this workflow had 9 triggers for this lead in the last 3 minutes, 9 are allowed',
  checks: [],
  lead_id: '1364887',
  trail_url: 'https://relay.example.test/console/calls/01K73Z4S3R8Q5N2V6X9B1C7D0E',
};
