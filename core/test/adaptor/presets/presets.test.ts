import { describe, expect, it } from '@jest/globals';
import {
  ADAPTOR_PRESETS,
  HUBSPOT_OUTCOMES,
  compileAdaptor,
  findField,
  findPreset,
  finishPreset,
  keyMissing,
  isDecodedField,
  mapAdaptor,
  nameFields,
} from '../../../src/index.js';

const CALL = {
  call_log_id: '14683239',
  lead_id: '1364887',
  first_name: 'Test',
  last_name: 'Lead',
  phone_number: '7735550167',
  email: 'lead@example.test',
  status: 'NI',
  length_in_sec: '148',
  call_date: '2025-10-09 15:56:40',
  call_type: 'OUTBOUND',
  term_reason: 'CALLER',
  agent_full_name: 'Test Agent',
  agent_email: 'agent@example.test',
  campaign_name: 'Solar West',
  caller_id: '13105550142',
};

const OPTIONS = {
  delimiter: '',
  numbersAsNumbers: false,
  timeZone: 'America/Los_Angeles',
  now: Date.UTC(2026, 10, 20),
  statuses: [],
};

function presetOf(id: string) {
  const preset = findPreset(id);
  if (preset === undefined) throw new Error(`there is no preset ${id}`);
  return preset;
}

function send(id: string, received: Record<string, string>): Record<string, string | number> {
  const preset = presetOf(id);
  const { snapshot } = nameFields(received, {});
  const adaptor = compileAdaptor({ id, name: id, active: true, fields: [...preset.rows] });
  return { ...finishPreset(preset, mapAdaptor(adaptor, snapshot, OPTIONS).fields, snapshot, OPTIONS) };
}

describe('the ready adaptors', () => {
  it('have ids and labels of their own, and map fields that exist', () => {
    expect(new Set(ADAPTOR_PRESETS.map(({ id }) => id)).size).toBe(ADAPTOR_PRESETS.length);
    expect(new Set(ADAPTOR_PRESETS.map(({ label }) => label)).size).toBe(ADAPTOR_PRESETS.length);
    for (const row of ADAPTOR_PRESETS.flatMap(({ rows }) => rows)) {
      const exists = findField(row.section, row.field) !== undefined || isDecodedField(row.field);
      expect([row.field, exists]).toEqual([row.field, true]);
    }
  });

  it('speak to Balto as its guide has it', () => {
    expect(send('baltoStartStop', CALL)).toEqual({
      voip_call_id: '14683239',
      voip_customer_id: '1364887',
      voip_campaign_name: 'Solar West',
      email: 'agent@example.test',
    });
    expect(send('baltoDisposition', CALL)).toEqual({ voip_call_id: '14683239', disposition: 'NI' });
  });

  it.each(['salesforceLead', 'zohoLead', 'hubspotContact'])(
    'Z0: %s sends nothing that the call does not bring, as an upsert would write it over what is there',
    (id) => {
      const sent = send(id, { lead_id: '7', phone_number: '7735550167' });
      expect(Object.values(sent)).not.toContain('Unknown');
      expect(Object.keys(sent).filter((name) => /last_?name|company/i.test(name))).toEqual([]);
    },
  );

  it.each([
    ['salesforceLead', 'Convoso_Lead_Id__c', 'id'],
    ['salesforceNewLead', 'Convoso_Lead_Id__c', 'id'],
    ['salesforceTask', 'Convoso_Call_Log_Id__c', 'call_log_id'],
    ['zohoCall', 'Convoso_Call_Log_Id', 'call_log_id'],
    ['hubspotContact', 'email', 'email'],
  ])('%s says that %s, by which a record is known again, is missing', (id, name, field) => {
    const preset = presetOf(id);
    expect(keyMissing(preset, send(id, { phone_number: '7735550167' }))).toEqual({
      code: 'MAPPED_KEY_EMPTY',
      message: `${preset.label} needs ${name}, by which the record is known again, and this call event has no ${field}.`,
    });
    expect(keyMissing(preset, send(id, CALL))).toBeNull();
  });

  it('name the lead as the caller of a call that came in', () => {
    const inbound = { ...CALL, call_type: 'INBOUND' };
    expect(send('zohoCall', inbound)).toMatchObject({
      Caller_ID: '7735550167',
      Dialled_Number: '13105550142',
    });
    expect(send('hubspotCall', CALL)).toMatchObject({
      hs_call_from_number: '13105550142',
      hs_call_to_number: '7735550167',
    });
  });

  it('give Salesforce the last name and company that it insists on of a new lead', () => {
    expect(send('salesforceNewLead', { lead_id: '7', phone_number: '7735550167' })).toEqual({
      Convoso_Lead_Id__c: '7',
      LastName: 'Unknown',
      Company: 'Unknown',
      Phone: '7735550167',
    });
  });

  it('make a completed Salesforce call of a disposition, on the day it was in the account', () => {
    expect(send('salesforceTask', { ...CALL, call_date: '2025-10-09 23:30:00' })).toEqual({
      Convoso_Call_Log_Id__c: '14683239',
      CallObject: '14683239',
      Subject: 'Outbound call: Not Interested',
      Status: 'Completed',
      TaskSubtype: 'Call',
      CallType: 'Outbound',
      CallDurationInSeconds: '148',
      CallDisposition: 'Not Interested',
      ActivityDate: '2025-10-09',
      Description: expect.stringContaining(
        'No agent note.\nCalled at: 2025-10-09 23:30:00 (America/Los_Angeles)',
      ),
    });
  });

  it('tell Zoho CRM an absolute instant, an hour apart in summer and winter', () => {
    expect(send('zohoCall', CALL)).toMatchObject({
      Call_Start_Time: '2025-10-09T22:56:40+00:00',
      Call_Duration: '02:28',
      Call_Type: 'Outbound',
      Call_Result: 'Not interested',
      Convoso_Call_Log_Id: '14683239',
    });
    const winter = send('zohoCall', { ...CALL, call_date: '2025-12-09 15:56:40' });
    expect(winter['Call_Start_Time']).toBe('2025-12-09T23:56:40+00:00');
  });

  it('give Zoho CRM a duration even where none was delivered, and no time that is none', () => {
    const { length_in_sec: _, ...call } = CALL;
    const sent = send('zohoCall', { ...call, call_date: 'yesterday', call_type: 'INBOUND' });
    expect(sent).toMatchObject({ Call_Duration: '00:00', Call_Type: 'Inbound' });
    expect(Object.keys(sent)).not.toEqual(
      expect.arrayContaining(['Call_Start_Time', 'Outbound_Call_Status']),
    );
  });

  it('count the length of a HubSpot call in milliseconds, and give its outcome by id', () => {
    expect(send('hubspotCall', CALL)).toMatchObject({
      hs_timestamp: '2025-10-09T22:56:40+00:00',
      hs_call_duration: '148000',
      hs_call_direction: 'OUTBOUND',
      hs_call_disposition: HUBSPOT_OUTCOMES.Connected,
    });
  });

  it.each(['salesforceLead', 'zohoLead', 'hubspotContact', 'salesforceTask', 'zohoCall', 'hubspotCall'])(
    '%s never empties what the CRM knows',
    (id) => {
      expect(Object.values(send(id, { lead_id: '7', email: '', first_name: 'null' }))).not.toContain('');
    },
  );

  it('let a row of the user overrule what a preset makes', () => {
    const preset = presetOf('salesforceTask');
    const { snapshot } = nameFields(CALL, {});
    expect(finishPreset(preset, { Subject: 'Mine', CallType: '' }, snapshot, OPTIONS)).toMatchObject({
      Subject: 'Mine',
      CallType: 'Outbound',
    });
  });
});
