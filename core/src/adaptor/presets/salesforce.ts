import { crmCall } from './crm-call.js';
import { presetRows, withDefaults, type AdaptorPreset, type PresetRow } from './preset.js';

const LEAD_ROWS: readonly PresetRow[] = [
  ['lead.id', 'Convoso_Lead_Id__c'],
  ['lead.first_name', 'FirstName'],
  ['lead.last_name', 'LastName'],
  ['lead.business_name', 'Company'],
  ['lead.title', 'Title'],
  ['lead.phone_number', 'Phone'],
  ['lead.alt_phone_1', 'MobilePhone'],
  ['lead.email', 'Email'],
  ['lead.address1', 'Street'],
  ['lead.city', 'City'],
  ['lead.state', 'State'],
  ['lead.postal_code', 'PostalCode'],
  ['lead.country', 'Country'],
];

/** Salesforce (domain-facts H.1). Fields that end in __c are the account's own and have to be created there. */
export const SALESFORCE_PRESETS: readonly AdaptorPreset[] = [
  {
    id: 'salesforceLead',
    label: 'Salesforce: Lead',
    description:
      'A Lead for an upsert by Convoso_Lead_Id__c, a text field of Lead that has to be marked External ID and unique. ' +
      'Only what the call brings is sent, so that nothing of a lead that is there is overwritten; Salesforce refuses a ' +
      'new one without last name and company',
    rows: presetRows(LEAD_ROWS),
    leavesOutEmpty: true,
    needs: ['Convoso_Lead_Id__c'],
  },
  {
    id: 'salesforceNewLead',
    label: 'Salesforce: New Lead',
    description:
      'A Lead that is created where none was found, and never one that is there. Salesforce wants a last name and a ' +
      'company, so both have a default',
    rows: presetRows(withDefaults(LEAD_ROWS, { LastName: 'Unknown', Company: 'Unknown' })),
    leavesOutEmpty: true,
    needs: ['Convoso_Lead_Id__c'],
  },
  {
    id: 'salesforceTask',
    label: 'Salesforce: Task (Call)',
    description:
      'A completed call as a Task. Convoso_Call_Log_Id__c, a text field of Activity that has to be marked External ID ' +
      'and unique, keeps one call from becoming two Tasks',
    rows: presetRows([
      ['callLog.call_log_id', 'Convoso_Call_Log_Id__c,CallObject'],
      ['extra.disposition_salesforce', 'CallDisposition'],
    ]),
    leavesOutEmpty: true,
    needs: ['Convoso_Call_Log_Id__c'],
    make: (snapshot, options) => {
      const { direction, day, seconds, subject, description } = crmCall(snapshot, options);
      return {
        Subject: subject,
        Status: 'Completed',
        TaskSubtype: 'Call',
        CallType: direction === 'inbound' ? 'Inbound' : 'Outbound',
        CallDurationInSeconds: seconds === null ? '' : String(seconds),
        ActivityDate: day,
        Description: description,
      };
    },
  },
];
