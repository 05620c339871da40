import { nameFields } from '@convoso-connect/core';
import { callEventOf } from '../call-event/from-snapshot.js';
import type { Sample } from '../fields/outputs.js';

/** What Connect delivers of a call with every field of Convoso's own mapped that recipes use. */
export const SAMPLE_DELIVERY = {
  call_log_id: '14683239',
  lead_id: '1364887',
  first_name: 'Test',
  last_name: 'Lead',
  email: 'lead@example.test',
  phone_number: '7735550167',
  alt_phone_1: '7735550168',
  business_name: 'Example Company',
  address1: '1 Example Street',
  city: 'Los Angeles',
  state: 'CA',
  postal_code: '90001',
  country: 'US',
  list_id: '3343',
  list_name: 'Solar West A',
  campaign_id: '111',
  campaign_name: 'Solar West',
  user_id: '1104055',
  status: 'NI',
  length_in_sec: '148',
  call_date: '2025-10-09 15:56:40',
  call_type: 'OUTBOUND',
  term_reason: 'CALLER',
  caller_id: '12135550100',
  agent_comment: 'Asked not to be called before noon.',
  recording: 'https://recordings.example.test/14683239.mp3',
  agent_full_name: 'Test Agent',
  agent_email: 'agent@example.test',
} as const;

/** Made by the code that makes the real ones, so that it cannot have another shape. */
const event = callEventOf(
  {
    id: '01K73Z4S3R8Q5N2V6X9B1C7D0E',
    at: Date.UTC(2025, 9, 9, 22, 59, 12),
    snapshot: nameFields(SAMPLE_DELIVERY, {}).snapshot,
    declared: 'infer',
    timeZone: 'America/Los_Angeles',
  },
  [],
);

export const SAMPLE_CALL_EVENT: Sample = { ...event };
