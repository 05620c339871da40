import { presetRows, type AdaptorPreset } from './preset.js';

/** The two adaptors of the documents' Balto pattern (seed 003; domain-facts E.2). */
export const BALTO_PRESETS: readonly AdaptorPreset[] = [
  {
    id: 'baltoStartStop',
    label: 'Balto: Start and Stop',
    description:
      "The call, the lead, the campaign and the agent's e-mail for Balto's start and stop addresses",
    rows: presetRows([
      ['callLog.call_log_id', 'voip_call_id'],
      ['callLog.lead_id', 'voip_customer_id'],
      ['callLog.campaign_name', 'voip_campaign_name'],
      ['extra.agent_email', 'email'],
    ]),
    leavesOutEmpty: false,
  },
  {
    id: 'baltoDisposition',
    label: 'Balto: Disposition',
    description: "The call and its disposition code for Balto's disposition address",
    rows: presetRows([
      ['callLog.call_log_id', 'voip_call_id'],
      ['callLog.status', 'disposition'],
    ]),
    leavesOutEmpty: false,
  },
];
