import { describe, expect, it } from '@jest/globals';
import { ADAPTOR_PRESETS } from '@convoso-connect/core';
import { failureOf, zap } from './zap.js';

const EVENT = {
  kinds: ['disposition'],
  call_log_id: '14683239',
  lead_id: '1364887',
  lead_first_name: 'Test',
  lead_email: '',
  call_status: 'NI',
  call_length_in_sec: '148',
  call_call_type: 'OUTBOUND',
  call_date: '2025-10-09 15:56:40',
  extra_agent_email: 'agent@example.test',
  custom: { favorite_color: 'green' },
};

describe('Map With Adaptor', () => {
  it('renames, formats and fills in as a Convoso adaptor does', async () => {
    const zapier = await zap();
    const { id, fields } = await zapier.create('map_with_adaptor', {
      ...EVENT,
      rows: [
        { field: 'callLog.call_log_id', mappedTo: 'voip_call_id, call_ref' },
        { field: 'lead.email', mappedTo: 'email', defaultValue: 'none@example.test' },
        { field: 'callLog.call_date', mappedTo: 'called_at', dateFormat: 'Ymd\\THis\\Z' },
        { field: 'callLog.length_in_sec', mappedTo: 'seconds' },
        { field: 'extra.disposition_name', mappedTo: 'outcome' },
        { field: 'extra.disposition_final', mappedTo: 'is_final' },
        { field: 'custom.favorite_color', mappedTo: 'color' },
        { field: 'lead.city', mappedTo: 'city' },
        { field: 'lead.last_name', mappedTo: '' },
        { field: '', mappedTo: '' },
      ],
      numbersAsNumbers: true,
    });
    expect(id).toBe('14683239');
    expect(fields).toEqual({
      voip_call_id: '14683239',
      call_ref: '14683239',
      email: 'none@example.test',
      called_at: '20251009T225640Z',
      seconds: 148,
      outcome: 'Not Interested',
      is_final: 'Y',
      color: 'green',
      city: '',
    });
  });

  it('answers for lead and call alike with a shared name that was mapped once', async () => {
    const zapier = await zap();
    const rows = [
      { field: 'lead.status', mappedTo: 'lead_status' },
      { field: 'callLog.status', mappedTo: 'call_status' },
    ];
    const { fields } = await zapier.create('map_with_adaptor', { ...EVENT, rows });
    expect(fields).toEqual({ lead_status: 'NI', call_status: 'NI' });
  });

  it('warns of what a person should look at', async () => {
    const zapier = await zap();
    const rows = [{ field: 'lead.city', mappedTo: 'city' }];
    const { warnings } = await zapier.create('map_with_adaptor', { ...EVENT, rows });
    expect(warnings).toEqual([expect.stringMatching(/^lead\.city was not delivered this time.*Map city/)]);
  });

  it('Z33: warns of no field of a ready adaptor, whose rows nobody wrote and no call fills in whole', async () => {
    const zapier = await zap();
    const step = { ...EVENT, preset: 'salesforceNewLead' };
    expect((await zapier.create('map_with_adaptor', step))['warnings']).toEqual([]);
    const rows = [{ field: 'lead.city', mappedTo: 'City' }];
    expect((await zapier.create('map_with_adaptor', { ...step, rows }))['warnings']).toHaveLength(1);
  });

  it.each(ADAPTOR_PRESETS.map(({ id, label }) => [label, id]))(
    'has the ready adaptor %s',
    async (_label, preset) => {
      const zapier = await zap();
      const event = { ...EVENT, lead_email: 'lead@example.test' };
      const { fields } = await zapier.create('map_with_adaptor', { ...event, preset });
      expect(Object.keys(fields as object).length).toBeGreaterThan(0);
    },
  );

  it('tells every mistake by the labels of the form', async () => {
    const zapier = await zap();
    const rows = [
      { field: 'callLog.call_date', mappedTo: 'called_at', dateFormat: 'YYYY' },
      { field: 'lead.first_name', mappedTo: '__proto__' },
    ];
    const failure = await failureOf(zapier.create('map_with_adaptor', { ...EVENT, rows }));
    expect(failure).toMatchObject({ kind: 'AppError', code: 'CONFIGURATION_INVALID' });
    expect(failure.message).toContain('Date Format (received "YYYY")');
    expect(failure.message).toContain('Mapped To (received "__proto__")');
  });

  it('names a time zone of the connection that is none', async () => {
    const zapier = await zap();
    const given = { authData: { timeZone: 'Pacific' } };
    const failure = await failureOf(zapier.create('map_with_adaptor', { ...EVENT, rows: [] }, given));
    expect(failure).toMatchObject({ kind: 'AppError', code: 'TIME_ZONE_INVALID' });
  });
});

describe('Decode Disposition', () => {
  it("puts a code into the account's own words, and into those of the CRMs", async () => {
    const zapier = await zap();
    zapier.convoso.account.addStatus({ status: 'XSALE', name: 'Cross Sale', reached: 'Y', success: 'Y' });
    expect(await zapier.create('decode_disposition', { status: 'xsale' })).toMatchObject({
      code: 'XSALE',
      name: 'Cross Sale',
      known: true,
      flags: { success: true, dnc: false },
      flags_from: 'account',
      salesforce: 'Cross Sale',
      zoho: 'Interested',
      hubspot: 'Connected',
    });
  });

  it('says which words are built in, and what is not known at all', async () => {
    const zapier = await zap();
    const builtIn = { dispositionTable: 'built-in' };
    expect(await zapier.create('decode_disposition', { status: 'DC', ...builtIn })).toMatchObject({
      group: 'bad number',
      flags_from: 'built-in',
    });
    expect(await zapier.create('decode_disposition', { status: 'QQQ', ...builtIn })).toMatchObject({
      name: 'QQQ',
      known: false,
      group: '',
      flags: {},
      flags_from: 'none',
    });
    expect(zapier.convoso.requests).toEqual([]);
  });

  it('Z27: takes a name as well as a code, as the steps around it give and take both', async () => {
    const zapier = await zap();
    const decoded = await zapier.create('decode_disposition', { status: 'not interested' });
    expect(decoded).toMatchObject({ code: 'NI', known: true, flags_from: 'account' });
  });

  it('tells a state from a disposition', async () => {
    const zapier = await zap();
    const { is_disposition } = await zapier.create('decode_disposition', { status: 'INCALL' });
    expect(is_disposition).toBe(false);
  });
});
