import { crmCall } from './crm-call.js';
import { presetRows, type AdaptorPreset } from './preset.js';

/** HubSpot (domain-facts E.4, H.3). */
export const HUBSPOT_PRESETS: readonly AdaptorPreset[] = [
  {
    id: 'hubspotContact',
    label: 'HubSpot: Contact',
    description:
      'A contact under the names of HubSpot, which knows it again by its e-mail and by nothing else',
    rows: presetRows([
      ['lead.email', 'email'],
      ['lead.first_name', 'firstname'],
      ['lead.last_name', 'lastname'],
      ['lead.phone_number', 'phone'],
      ['lead.alt_phone_1', 'mobilephone'],
      ['lead.business_name', 'company'],
      ['lead.address1', 'address'],
      ['lead.city', 'city'],
      ['lead.state', 'state'],
      ['lead.postal_code', 'zip'],
      ['lead.country', 'country'],
    ]),
    leavesOutEmpty: true,
    needs: ['email'],
  },
  {
    id: 'hubspotCall',
    label: 'HubSpot: Call',
    description:
      'A completed call under the names of HubSpot, for its calls API. The outcome is one of the default ones; a ' +
      'portal that has its own needs a row of its own',
    rows: presetRows([
      ['extra.disposition_hubspot_id', 'hs_call_disposition'],
      ['callLog.recording', 'hs_call_recording_url'],
    ]),
    leavesOutEmpty: true,
    make: (snapshot, options) => {
      const { direction, startedAt, seconds, subject, description, from, to } = crmCall(snapshot, options);
      return {
        hs_timestamp: startedAt,
        hs_call_from_number: from,
        hs_call_to_number: to,
        hs_call_title: subject,
        hs_call_body: description,
        hs_call_direction: direction === 'inbound' ? 'INBOUND' : 'OUTBOUND',
        hs_call_duration: seconds === null ? '' : String(seconds * 1000),
        hs_call_status: 'COMPLETED',
      };
    },
  },
];
