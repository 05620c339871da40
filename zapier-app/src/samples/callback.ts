/** A callback as searches give it out. */
export const SAMPLE_CALLBACK = {
  id: '657',
  lead_id: '1364887',
  list_id: '3343',
  campaign_id: '111',
  campaign_name: 'Solar West',
  user: '1104055',
  user_name: 'Test Agent',
  recipient: 'System',
  stage: 'PENDING',
  callback_time: '2025-10-10 12:00:00',
  comments: 'After noon',
  phone_number: '7735550167',
  created_at: '2025-10-09 15:59:12',
  callback_time_iso: '2025-10-10T12:00:00-07:00',
  created_at_iso: '2025-10-09T15:59:12-07:00',
} as const;
