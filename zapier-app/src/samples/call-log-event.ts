import type { Sample } from '../fields/outputs.js';
import { callEventOfRow } from '../call-event/from-call-log.js';

/** A call of the call log, through the code that reads real ones. */
const event = callEventOfRow(
  {
    id: '14683239',
    lead_id: '1364887',
    list_id: '3343',
    campaign_id: '111',
    campaign: 'Solar West',
    user: 'Test Agent',
    user_id: '1104055',
    queue_id: null,
    queue: null,
    originating_agent_id: null,
    phone_number: '7735550167',
    number_dialed: '17735550167',
    first_name: 'Test',
    last_name: 'Lead',
    status: 'NI',
    status_name: 'Not Interested',
    call_length: 148,
    call_date: '2025-10-09 15:56:40',
    agent_comment: 'Asked not to be called before noon.',
    called_count: 3,
    caller_id_displayed: '12135550100',
    inbound_number: null,
    term_reason: 'CALLER',
    call_type: 'OUTBOUND',
    queue_position: 1,
    queue_seconds: 0,
    session_id: null,
    recording: [
      {
        recording_id: '8',
        src: null,
        type: 'audio/mpeg',
        filename: '14683239.mp3',
        public_url: 'https://recordings.example.test/14683239.mp3',
        other: {},
      },
    ],
    other: {},
  },
  { timeZone: 'America/Los_Angeles', now: Date.UTC(2025, 9, 9, 22, 56, 40) },
  [],
);

export const SAMPLE_CALL_LOG_EVENT: Sample = { ...event };
