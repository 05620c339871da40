import { describe, expect, it } from '@jest/globals';
import { ConvosoAdaptor } from '../nodes/ConvosoAdaptor/ConvosoAdaptor.node';
import { failureOf, run } from './harness';

const CALL = {
  lead_id: '7',
  first_name: 'Test',
  status: 'NI',
  call_log_id: '9',
  call_date: '2025-10-09 15:56:40',
};
const row = (...rows: object[]) => ({ rows: { row: rows } });

async function mapped(parameters: Record<string, unknown>, json: Record<string, unknown> = CALL) {
  const { outputs, hints } = await run(new ConvosoAdaptor(), {
    parameters: parameters as never,
    items: [json as never],
  });
  return { fields: outputs[0]?.[0]?.json, hints: hints.map(({ message }) => message) };
}

describe('the adaptor node', () => {
  it('maps a flat delivery and a call event alike', async () => {
    const parameters = row({ field: 'lead.first_name', mappedTo: 'name, contact' });
    const event = { kinds: ['disposition'], lead: { first_name: 'Test' }, call: {}, extra: {}, custom: {} };
    const webhook = { headers: {}, query: { first_name: 'Other' }, params: {}, body: { first_name: 'Test' } };
    for (const json of [CALL, event, webhook]) {
      expect((await mapped(parameters, json)).fields).toEqual({ name: 'Test', contact: 'Test' });
    }
  });

  it('lets a row take the place of what the preset sends under the same name', async () => {
    const parameters = {
      preset: 'salesforceNewLead',
      ...row({ field: 'lead.first_name', mappedTo: 'LastName' }),
    };
    expect((await mapped(parameters)).fields).toMatchObject({
      LastName: 'Test',
      FirstName: 'Test',
      Company: 'Unknown',
    });
  });

  it('hints at what was not delivered, but not at every field that a preset could send', async () => {
    const preset = await mapped({ preset: 'zohoLead' });
    expect(preset.hints).toEqual([]);
    const own = await mapped(row({ field: 'callLog.recording', mappedTo: 'url' }));
    expect(own.hints).toEqual([expect.stringContaining('callLog.recording was not delivered this time')]);
  });

  it('keeps the event where it is asked to', async () => {
    const parameters = { output: 'eventWithFields', ...row({ field: 'lead.id', mappedTo: 'id' }) };
    expect((await mapped(parameters)).fields).toEqual({ ...CALL, mapped: { id: '7' } });
  });

  it.each([
    [{}, /Rows: Nothing is mapped[^]*Add a row[^]*\(Item 0\)/],
    [row({ field: 'custom', customField: ' ', mappedTo: 'x' }), /Row 1, Custom Field[^]*It is " "/],
    [row({ field: 'lead.id', mappedTo: 'a,__proto__' }), /Row 1, Mapped To[^]*It is "__proto__"/],
    [
      { ...row({ field: 'lead.id', mappedTo: 'a' }), timeZone: 'Pacific' },
      /Account Time Zone[^]*It is "Pacific"/,
    ],
    [{ preset: 'nonsense' }, /Start From[^]*zohoLead[^]*It is "nonsense"/],
    [
      { ...row({ field: 'lead.id', mappedTo: 'a' }), options: { statuses: '{"status":' } },
      /Account Statuses: This is no list in JSON[^]*\(Item 0\)/,
    ],
  ])('refuses %j and says what to do', async (parameters, pattern) => {
    const failure = await failureOf(new ConvosoAdaptor(), { parameters, items: [CALL] });
    expect(failure).toMatch(pattern);
  });

  it('gives each item its own error where the node is to continue', async () => {
    const { outputs } = await run(new ConvosoAdaptor(), {
      parameters: {},
      items: [CALL, CALL],
      continueOnFail: true,
    });
    expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
    expect(outputs[0]?.[1]?.json['error']).toMatchObject({
      message: expect.stringMatching(/Nothing is mapped/),
    });
  });
});

describe('a preset whose record could not be known again', () => {
  const WITHOUT_KEY = { phone_number: '7735550167', status: 'NI', call_date: '2026-11-01 01:30:00' };

  it.each(['salesforceTask', 'salesforceNewLead', 'zohoCall', 'hubspotContact'])(
    'refuses for %s an item without its key, which would be one more record each time',
    async (preset) => {
      const failure = await failureOf(new ConvosoAdaptor(), { parameters: { preset }, items: [WITHOUT_KEY] });
      expect(failure).toMatch(
        /^Start From: .* by which the record is known again, and this call event has no [^]*add a row/,
      );
    },
  );

  it('takes the key from a row of the own, and lets the other items go on', async () => {
    const { outputs } = await run(new ConvosoAdaptor(), {
      parameters: { preset: 'salesforceTask' },
      items: [WITHOUT_KEY, CALL],
      continueOnFail: true,
    });
    expect(outputs[0]?.[0]?.json['error']).toMatchObject({ message: expect.stringMatching(/Start From/) });
    expect(outputs[0]?.[1]?.json).toMatchObject({ Convoso_Call_Log_Id__c: '9' });
    const own = row({ field: 'lead.phone_number', mappedTo: 'Convoso_Call_Log_Id__c' });
    const { fields } = await mapped({ preset: 'salesforceTask', ...own }, WITHOUT_KEY);
    expect(fields).toMatchObject({ Convoso_Call_Log_Id__c: '7735550167' });
  });
});
