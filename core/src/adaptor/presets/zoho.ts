import { crmCall } from './crm-call.js';
import { presetRows, withDefaults, type AdaptorPreset, type PresetRow } from './preset.js';

const LEAD_ROWS: readonly PresetRow[] = [
  ['lead.first_name', 'First_Name'],
  ['lead.last_name', 'Last_Name'],
  ['lead.business_name', 'Company'],
  ['lead.phone_number', 'Phone'],
  ['lead.alt_phone_1', 'Mobile'],
  ['lead.email', 'Email'],
  ['lead.address1', 'Street'],
  ['lead.city', 'City'],
  ['lead.state', 'State'],
  ['lead.postal_code', 'Zip_Code'],
  ['lead.country', 'Country'],
];

/** Zoho CRM (domain-facts H.2). Convoso_Call_Log_Id is the account's own field and has to be created there. */
export const ZOHO_PRESETS: readonly AdaptorPreset[] = [
  {
    id: 'zohoLead',
    label: 'Zoho CRM: Lead',
    description:
      'A Lead for an upsert, which Zoho CRM does by the e-mail unless it is told another field. Only what the call ' +
      'brings is sent, so that nothing of a lead that is there is overwritten; Zoho CRM refuses a new one without a ' +
      'last name, and in some layouts without a company',
    rows: presetRows(LEAD_ROWS),
    leavesOutEmpty: true,
  },
  {
    id: 'zohoNewLead',
    label: 'Zoho CRM: New Lead',
    description:
      'A Lead that is created where none was found, and never one that is there. Zoho CRM wants a last name, and some ' +
      'layouts a company, so both have a default',
    rows: presetRows(withDefaults(LEAD_ROWS, { Last_Name: 'Unknown', Company: 'Unknown' })),
    leavesOutEmpty: true,
  },
  {
    id: 'zohoCall',
    label: 'Zoho CRM: Call',
    description:
      'A call for the module Calls, which Zoho CRM cannot upsert. Convoso_Call_Log_Id, a field of Calls that has to be ' +
      'marked "do not allow duplicate values", keeps one call from becoming two',
    rows: presetRows([
      ['callLog.call_log_id', 'Convoso_Call_Log_Id'],
      ['extra.disposition_zoho', 'Call_Result'],
    ]),
    leavesOutEmpty: true,
    needs: ['Convoso_Call_Log_Id'],
    make: (snapshot, options) => {
      const { direction, startedAt, seconds, subject, description, from, to } = crmCall(snapshot, options);
      return {
        Caller_ID: from,
        Dialled_Number: to,
        Subject: subject,
        Call_Type: direction === 'inbound' ? 'Inbound' : 'Outbound',
        Outbound_Call_Status: direction === 'inbound' ? '' : 'Completed',
        Call_Start_Time: startedAt,
        // Zoho CRM wants a duration of every call that is not scheduled.
        Call_Duration: clock(seconds ?? 0),
        Description: description,
      };
    },
  },
];

/** `mm:ss`; minutes go on past 59. */
function clock(seconds: number): string {
  return [Math.floor(seconds / 60), seconds % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
