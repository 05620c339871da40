import type { Sample } from '../fields/outputs.js';

/** A wait that is over, by whose time the Zap goes on. */
export const SAMPLE_WAIT: Sample = {
  id: 'zapier 4dd1f0a0c2b7e9c5',
  outcome: 'due',
  reason: 'its time has come',
  due_at: '2026-11-20T17:00:00.000Z',
  resumed_at: '2026-11-20T17:00:00.412Z',
  hold_id: '01K73Z4S3R8Q5N2V6X9B1C7D0E',
  trail_url: 'https://relay.example.test/console/calls/01K73Z4S3R8Q5N2V6X9B1C7D0E',
};
