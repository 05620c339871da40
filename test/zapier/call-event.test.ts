import { describe, expect, it } from '@jest/globals';
import type { CallEvent } from '@convoso-connect/core';
import app from 'convoso-connect-zapier';
import { CAMPAIGN, CONNECT_SHAPES, LIST, convoso } from '../stand-ins/convoso/convoso.js';
import { destination } from '../support/destination.js';
import { failureOf, zap, type Given, type Values } from './zap.js';

const FIELDS = {
  call_log_id: '14683239',
  lead_id: '1364887',
  first_name: 'Test',
  phone_number: '7735550167',
  status: 'NI',
  length_in_sec: '148',
  campaign_id: '112',
  agent_email: 'agent@example.test',
  favorite_color: 'green & blue',
};

/** The keys of an object and of those inside it, which is what a Zap maps by. */
function shapeOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return Array.isArray(value) ? [] : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]));
}

/** A request as Zapier hands it to a hook. */
function posted(content: string, type: string, querystring = ''): Given {
  const headers = { 'Http-Host': 'hooks.example.test', 'Http-Content-Type': type };
  return { rawRequest: { method: 'POST', querystring, headers, content }, cleanedRequest: { misread: true } };
}

const FORM = 'application/x-www-form-urlencoded';

function form(fields: Readonly<Record<string, string>>): string {
  return new URLSearchParams(fields).toString();
}

describe('a Call Event', () => {
  it.each(CONNECT_SHAPES)('is the same in the shape %s of Convoso Connect', async (shape) => {
    const hooks = await destination();
    const stand = await convoso();
    await stand.fire(`${hooks.url}/hook`, FIELDS, shape);
    const [request] = await hooks.received(1);
    const type = request?.headers['content-type'] ?? '';
    const given = posted(request?.body ?? '', type);

    const zapier = await zap();
    const [event, ...others] = await zapier.trigger('call_event', given);

    expect(others).toEqual([]);
    expect(event).toMatchObject({
      kinds: ['disposition', 'leadStatus'],
      lead: { lead_id: '1364887', first_name: 'Test' },
      call: { call_log_id: '14683239', status: 'NI', length_in_sec: '148', phone_number: '7735550167' },
      extra: { agent_email: 'agent@example.test' },
      custom: { favorite_color: 'green & blue' },
      disposition: { code: 'NI', name: 'Not Interested', flags_from: 'account' },
    });
    expect(event?.['id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is read from what Zapier made of the request where there is no raw one, in every form of that', async () => {
    const zapier = await zap();
    const cleaned = [
      FIELDS,
      [FIELDS],
      { querystring: { event: 'callback' }, content: FIELDS },
      { querystring: '', content: form(FIELDS) },
    ];
    for (const cleanedRequest of cleaned) {
      const [event] = await zapier.trigger('call_event', { cleanedRequest });
      expect(event).toMatchObject({
        call: { call_log_id: '14683239' },
        custom: { favorite_color: 'green & blue' },
      });
    }
    const [event] = await zapier.trigger('call_event', { cleanedRequest: cleaned[2] });
    expect(event?.['kinds']).toEqual(['callback']);
  });

  it.each([
    ['nothing', null],
    ['what Zapier made of it', FIELDS],
  ])('A20: is read where %s stands in the place of the raw request', async (_, content) => {
    const zapier = await zap();
    const rawRequest = {
      method: 'POST',
      querystring: '',
      headers: {},
      content,
    } as unknown as Given['rawRequest'];
    for (const cleanedRequest of [FIELDS, { querystring: '', content: form(FIELDS) }]) {
      const [event] = await zapier.trigger('call_event', { rawRequest, cleanedRequest });
      expect(event).toMatchObject({ call: { call_log_id: '14683239' } });
    }
  });

  it('A9: is one for each call of a delivery, and A10: tells what was not understood', async () => {
    const zapier = await zap();
    const calls = [FIELDS, { ...FIELDS, call_log_id: '2', lead_id: 'undefined' }];
    const events = await zapier.trigger('call_event', posted(JSON.stringify(calls), 'application/json'));
    expect(events).toMatchObject([
      { call: { call_log_id: '14683239' }, notes: [{ code: 'ONE_OF_SEVERAL' }] },
      {
        call: { call_log_id: '2' },
        notes: [{ code: 'ONE_OF_SEVERAL' }, { code: 'PLACEHOLDER', name: 'lead_id' }],
      },
    ]);
  });

  it('has the kinds that its address declares, and a mistyped one is told with the known ones', async () => {
    const zapier = await zap();
    const declared = await zapier.trigger('call_event', posted(form(FIELDS), FORM, 'event=hopperExpired'));
    expect(declared[0]?.['kinds']).toEqual(['hopperExpired']);

    const failure = await failureOf(zapier.trigger('call_event', posted(form(FIELDS), FORM, 'event=hoper')));
    expect(failure).toMatchObject({ kind: 'AppError', code: 'UNKNOWN_EVENT' });
    expect(failure.message).toMatch(/event=hoper\b.*hopperExpired/s);
  });

  it('comes from an empty delivery not at all, and from an unreadable one as an error that says what was tried', async () => {
    const zapier = await zap();
    expect(await zapier.trigger('call_event', posted('', FORM))).toEqual([]);
    const failure = await failureOf(zapier.trigger('call_event', posted('just words', 'text/plain')));
    expect(failure).toMatchObject({ kind: 'AppError', code: 'UNREADABLE_DELIVERY' });
    expect(failure.message).toContain('Post Data Type');
  });

  it.each([
    [{ kinds: ['disposition'] }, 1],
    [{ kinds: ['callback', 'disposition'] }, 1],
    [{ kinds: ['callback'] }, 0],
    [{ dispositions: ['SALE', 'ni'] }, 1],
    [{ dispositions: 'SALE,A' }, 0],
    [{ campaigns: ['112'] }, 1],
    [{ campaigns: ['113'] }, 0],
    [{ kinds: ['disposition'], dispositions: ['NI'], campaigns: ['113'] }, 0],
    [{ kinds: '', dispositions: '', campaigns: [] }, 1],
  ])('passes the filter %j %i time(s)', async (inputData: Values, count) => {
    const zapier = await zap();
    expect(await zapier.trigger('call_event', { ...posted(form(FIELDS), FORM), inputData })).toHaveLength(
      count,
    );
  });

  it('is held back by a campaign filter where the campaign was not delivered', async () => {
    const zapier = await zap();
    const { campaign_id: _campaign, ...fields } = FIELDS;
    const given = { ...posted(form(fields), FORM), inputData: { campaigns: ['112'] } };
    expect(await zapier.trigger('call_event', given)).toEqual([]);
  });

  it('is not lost when Convoso does not tell the words of its dispositions', async () => {
    const zapier = await zap();
    zapier.convoso.refuseNext(403, 'Forbidden', 'status/search');
    const [event] = await zapier.trigger('call_event', posted(form(FIELDS), FORM));
    expect(event).toMatchObject({ disposition: { code: 'NI', flags_from: 'built-in' } });
  });

  it('asks Convoso for nothing where the built-in words were chosen', async () => {
    const zapier = await zap();
    const inputData = { dispositionTable: 'built-in' };
    const [event] = await zapier.trigger('call_event', { ...posted(form(FIELDS), FORM), inputData });
    expect(event).toMatchObject({ disposition: { flags_from: 'built-in' } });
    expect(zapier.convoso.requests).toEqual([]);
  });

  it('Z3: is one for each record of a list', async () => {
    const zapier = await zap();
    const list = JSON.stringify([{ ...FIELDS }, { ...FIELDS, call_log_id: '123456789012345678' }]);
    const events = await zapier.trigger('call_event', posted(list, 'application/json'));
    expect(events.map((event) => (event['call'] as Values)['call_log_id'])).toEqual([
      '14683239',
      '123456789012345678',
    ]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(2);
  });

  it('Z36: is read from the cleaned request where the raw one holds null, and from values in its place', async () => {
    const zapier = await zap();
    for (const content of [null, FIELDS]) {
      const rawRequest = { method: 'POST', querystring: '', headers: {}, content } as never;
      const [event] = await zapier.trigger('call_event', { rawRequest, cleanedRequest: FIELDS });
      expect(event).toMatchObject({ call: { call_log_id: '14683239' } });
    }
  });

  it('Z37: does not come from a wrapping that nobody knows, which is told', async () => {
    const zapier = await zap();
    const wrapped = posted(JSON.stringify({ parcel: { within: { it: FIELDS } } }), 'application/json');
    const failure = await failureOf(zapier.trigger('call_event', wrapped));
    expect(failure).toMatchObject({ code: 'UNREADABLE_DELIVERY' });
    expect(failure.message).toContain('only parcel with parts inside');
  });

  it('comes of each record that can be read, and says which others of the delivery came to none', async () => {
    const zapier = await zap();
    const strange = { stuff: { x: { lead_id: '2' } } };
    const both = JSON.stringify([strange, FIELDS, { ...FIELDS, call_log_id: '14683240' }]);
    const events = await zapier.trigger('call_event', posted(both, 'application/json'));
    expect(events).toMatchObject([
      { call: { call_log_id: '14683239' } },
      { call: { call_log_id: '14683240' } },
    ]);
    const message = expect.stringContaining('it holds no field of Convoso, only stuff with parts inside');
    const ofOne = expect.objectContaining({ code: 'ONE_OF_SEVERAL' });
    expect(events.map(({ notes }) => notes)).toEqual([
      [ofOne, { code: 'RECORD_NOT_READ', name: null, message }],
      [ofOne],
    ]);
  });

  it('says of names that are not understood what can be done in a Zap, which has no map of them', async () => {
    const zapier = await zap();
    const fields = { ...FIELDS, phone_nummber: '7735550168', 'Disposition Name': 'Sale' };
    const [event] = await zapier.trigger('call_event', posted(form(fields), FORM));
    expect(JSON.stringify(event?.['notes'])).toContain(
      "give it that name in the Mapped To of Convoso's Adaptor",
    );
    expect(JSON.stringify(event?.['notes'])).not.toContain("hook's fields");
    const [other] = await zapier.trigger('call_event', posted(form({ cust_ref: '7' }), FORM));
    expect(other).toMatchObject({
      notes: [{ message: expect.stringMatching(/Mapped To of its Adaptor\.$/) }],
    });
  });

  it('Z10: says when the call was with the offset of the account', async () => {
    const zapier = await zap();
    const fields = { ...FIELDS, call_date: '2025-10-09 15:56:40' };
    const [event] = await zapier.trigger('call_event', posted(form(fields), FORM));
    expect(event).toMatchObject({ called_at: '2025-10-09T15:56:40-07:00', doubt: '' });
  });

  it('Z11: passes a filter by the name of a disposition', async () => {
    const zapier = await zap();
    const given = { ...posted(form(FIELDS), FORM), inputData: { dispositions: ['Not Interested'] } };
    expect(await zapier.trigger('call_event', given)).toHaveLength(1);
  });

  it('Z11: passes a filter by the name of a campaign', async () => {
    const zapier = await zap();
    zapier.convoso.account.campaigns.add({ name: 'Solar East', status: 'Y' });
    const fields = { ...FIELDS, campaign_name: 'Solar West' };
    const given = (campaigns: string) => ({ ...posted(form(fields), FORM), inputData: { campaigns } });
    expect(await zapier.trigger('call_event', given('solar west'))).toHaveLength(1);
    expect(await zapier.trigger('call_event', given('Solar East'))).toEqual([]);
  });

  it('Z11: is not waited for in vain under a name that the account does not have: setting the Zap up says so', async () => {
    const zapier = await zap();
    const given = { inputData: { dispositions: ['Not Intrested'] } };
    for (const looked of [zapier.list('call_event', given), zapier.trigger('new_call', given)]) {
      const failure = await failureOf(looked);
      expect(failure).toMatchObject({ code: 'UNKNOWN_DISPOSITION' });
      expect(failure.message).toContain('Not Intrested');
    }
  });

  it('Z20: says of itself that the token has expired, where its words are not those of the account', async () => {
    const zapier = await zap();
    zapier.convoso.refuseNext(5001, 'The auth token is invalid', 'status/search');
    const [event] = await zapier.trigger('call_event', posted(form(FIELDS), FORM));
    expect(event?.['doubt']).toMatch(/built-in words.*token/s);
  });

  it('has the shape of its sample', async () => {
    const zapier = await zap();
    const { id, received_at, ...sample } = app.triggers['call_event']?.operation
      .sample as unknown as CallEvent & { readonly event_json: string };
    const { disposition, kinds: _kinds, event_json: _json, ...parts } = sample;
    const { lead_id, ...lead } = parts.lead;
    const fields = { ...parts.call, ...lead, ...parts.extra, ...parts.custom, lead_id } as Record<
      string,
      string
    >;

    const [event] = await zapier.trigger('call_event', posted(form(fields), FORM));

    expect(shapeOf(event)).toEqual(shapeOf({ id, received_at, ...sample }));
    expect(event).toMatchObject({ ...parts, disposition: { ...disposition, flags_from: 'account' } });
  });

  it('is shown to the editor from real calls, in the very shape of deliveries', async () => {
    const zapier = await zap();
    const call_date = new Date().toISOString().slice(0, 19).replace('T', ' ');
    for (const status of ['NI', 'INCALL', 'SALE', 'NI', 'NI'])
      zapier.convoso.account.addCall({ status, call_date });

    const listed = await zapier.list('call_event');
    const [delivered] = await zapier.trigger('call_event', posted(form(FIELDS), FORM));

    expect(listed.length).toBeGreaterThan(0);
    for (const event of listed) {
      expect(Object.keys(event)).toEqual(Object.keys(delivered ?? {}));
      expect(event['call']).toMatchObject({ list_id: LIST, campaign_id: CAMPAIGN, length_in_sec: '148' });
      expect(shapeOf(event['disposition'])).toEqual(shapeOf(delivered?.['disposition']));
    }
    expect(listed.map((event) => (event['call'] as Values)['status'])).not.toContain('INCALL');
  });
});
