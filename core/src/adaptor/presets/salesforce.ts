import { crmCall } from './crm-call.js';
import { presetRows, type AdaptorPreset } from './preset.js';

/** Salesforce (domain-facts H.1). Fields that end in __c are the account's own and have to be created there. */
export const SALESFORCE_PRESETS: readonly AdaptorPreset[] = [
  {
    id: 'salesforceLead',
    label: 'Salesforce: Lead',
    description:
      'A Lead for an upsert by Convoso_Lead_Id__c, a text field of Lead that has to be marked External ID and unique. ' +
      'Salesforce wants a last name and a company, so both have a default',
    rows: presetRows([
      ['lead.id', 'Convoso_Lead_Id__c'],
      ['lead.first_name', 'FirstName'],
      ['lead.last_name', 'LastName', 'Unknown'],
      ['lead.business_name', 'Company', 'Unknown'],
      ['lead.title', 'Title'],
      ['lead.phone_number', 'Phone'],
      ['lead.alt_phone_1', 'MobilePhone'],
      ['lead.email', 'Email'],
      ['lead.address1', 'Street'],
      ['lead.city', 'City'],
      ['lead.state', 'State'],
      ['lead.postal_code', 'PostalCode'],
      ['lead.country', 'Country'],
    ]),
    leavesOutEmpty: true,
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
