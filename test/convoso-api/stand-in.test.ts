import { decodeDelivery } from '@convoso-connect/core';
import { describe, expect, it } from '@jest/globals';
import { form, type Fields } from '../support/calls.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { send } from '../support/http.js';
import {
  CONNECT_SHAPES,
  CRITERIA_KEY,
  LIST,
  TOKEN,
  USER,
  convoso,
  type ConvosoStandIn,
} from '../stand-ins/convoso/convoso.js';
import { clientOf } from './client.js';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

async function post({ baseUrl }: ConvosoStandIn, path: string, fields: Fields) {
  const body = form({ auth_token: TOKEN, ...fields });
  const { status, text } = await send(`${baseUrl}/${path}`, { method: 'POST', headers: FORM, body });
  return { status, json: JSON.parse(text) as Record<string, unknown> & { data: Record<string, unknown> } };
}

const PHONE = '7735550167';
const NUMBER = { phone_number: PHONE, phone_code: '1', campaign_id: '0' };
const FLAGS = {
  final: 'N',
  reached: 'N',
  success: 'N',
  dnc: 'N',
  callback: 'N',
  contact: 'N',
  voicemail: 'N',
};
const STATUS = { status: 'FOLLOW', name: 'Follow Up', ...FLAGS };
const CALLBACK = { recipient: 'System', callback_time: '2026-11-23 14:30:00', callback_time_zone: '-5.00' };

/** An account that has one of each. */
async function full(): Promise<ConvosoStandIn> {
  const stand = await convoso();
  const { account } = stand;
  account.requiredFields = ['phone_number'];
  account.leads.add({ phone_number: PHONE, list_id: LIST });
  account.calls.add({ id: '14683239' });
  account.callbacks.add({ lead_id: '1364885', ...CALLBACK });
  account.dnc.add(NUMBER);
  account.dnc.add({ ...NUMBER, phone_number: '7735550168' });
  account.optOuts.add(NUMBER);
  account.addStatus({ status: 'OWN', name: 'Our Own', custom_status: 'Y' });
  account.lists.add({ name: 'Solar West B', campaign_id: '111', status: 'Y' });
  return stand;
}

describe('the stand-in refuses as Convoso documents it', () => {
  it.each<[string, Fields, number]>([
    ['leads/insert', { list_id: LIST }, 6007],
    ['leads/insert', { list_id: '1', phone_number: PHONE }, 6002],
    ['leads/insert', { list_id: LIST, phone_number: PHONE, user_id: '1' }, 6006],
    ['leads/insert', { list_id: LIST, phone_number: 'call me' }, 6008],
    ['leads/insert', { list_id: LIST, phone_number: PHONE, check_dup: '1' }, 6009],
    ['leads/insert', { list_id: LIST, phone_number: PHONE, check_dup: '3' }, 6009],
    ['leads/insert', { list_id: LIST, phone_number: PHONE, email: 'nobody' }, 6079],
    ['leads/update', { lead_id: '1' }, 6001],
    ['leads/update', { lead_id: '1364885', list_id: '1' }, 6002],
    ['leads/delete', { lead_id: '1' }, 6001],
    ['leads/search', { list_id: '1' }, 6000],
    ['leads/search', { limit: '2001' }, 7230],
    ['leads/search', { offset: 'a' }, 7231],
    ['leads/get-recordings', { lead_id: '1' }, 6005],
    ['leads/get-recordings', { lead_id: '1364885', limit: '101' }, 7230],
    ['lead-post-validation/insert', { criteria_key: 'other', phone_number: PHONE }, 6090],
    ['lead-post-validation/insert', { criteria_key: CRITERIA_KEY, phone_number: PHONE }, 6009],
    ['lead-validation/search', { criteria_key: 'other', phone_number: PHONE }, 6090],
    ['log/retrieve', { list_id: '1' }, 6002],
    ['log/retrieve', { campaign_id: '1' }, 6004],
    ['log/retrieve', { user_id: '1' }, 6006],
    ['log/retrieve', { queue_id: '1' }, 6030],
    ['log/retrieve', { offset: '40001' }, 7231],
    ['log/update', {}, 6032],
    ['log/update', { call_log_id: '1' }, 6033],
    ['log/update', { call_log_id: '14683239', extra_field_01: '' }, 6035],
    ['revenue/update', { call_log_id: '14683239' }, 6036],
    ['callbacks/insert', { lead_id: '1364885' }, 6023],
    ['callbacks/insert', { ...CALLBACK, lead_id: '1' }, 6001],
    ['callbacks/insert', { ...CALLBACK, lead_id: '1364885', user_id: '1' }, 6006],
    ['callbacks/insert', { ...CALLBACK, lead_id: '1364885', recipient: 'Personal' }, 6023],
    ['callbacks/insert', { ...CALLBACK, lead_id: '1364885', callback_time: 'tomorrow' }, 7237],
    ['callbacks/update', { callback_id: '1' }, 6038],
    ['callbacks/delete', { callback_id: '1' }, 6038],
    ['callbacks/search', { id: '1' }, 6000],
    ['callbacks/search', { offset: '50001' }, 7231],
    ['dnc/insert', { ...NUMBER, campaign_id: '1' }, 6006],
    ['dnc/insert', { ...NUMBER, phone_number: '' }, 6007],
    ['dnc/insert', NUMBER, 6008],
    ['dnc/insert', { ...NUMBER, phone_code: '' }, 6026],
    ['dnc/insert', { ...NUMBER, purpose: '-NOTBLANK-' }, 6057],
    ['dnc/insert', { ...NUMBER, reason: '-NOTBLANK-' }, 6058],
    ['dnc/update', { id: '1' }, 6056],
    ['dnc/update', { id: '5083', campaign_id: '1' }, 6004],
    ['dnc/update', { id: '5083', phone_number: 'a' }, 6008],
    ['dnc/update', { id: '5083', phone_code: 'a' }, 6026],
    ['dnc/update', { id: '5083', phone_number: '7735550168' }, 6059],
    ['dnc/delete', { ...NUMBER, phone_code: '' }, 6000],
    ['dnc/delete', { ...NUMBER, campaign_id: '' }, 6001],
    ['dnc/delete', { ...NUMBER, phone_number: '' }, 6002],
    ['dnc/delete', { ...NUMBER, campaign_id: '111' }, 6003],
    ['dnc/delete', { ...NUMBER, lead_status: 'NONE' }, 6004],
    ['dnc/delete', { ...NUMBER, update_lead_status: '1' }, 6005],
    ['dnc/search', { campaign_id: '1' }, 6006],
    ['dnc/search', { offset: '100001' }, 7231],
    ['sms-opt-out/insert', NUMBER, 6008],
    ['sms-opt-out/update', { id: '12345', phone_code: '' }, 4001],
    ['sms-opt-out/update', { id: '12345', phone_code: 'US' }, 4002],
    ['sms-opt-out/update', { id: '1' }, 6056],
    ['status/insert', { ...STATUS, name: '' }, 6060],
    ['status/insert', { ...STATUS, status: 'X' }, 6061],
    ['status/insert', { ...STATUS, final: '' }, 6062],
    ['status/insert', { ...STATUS, voicemail: 'yes' }, 6068],
    ['status/insert', { ...STATUS, hex_color: '#00ff00' }, 6078],
    ['status/update', { status: 'NI' }, 6069],
    ['status/update', { status: 'OWN', final: '' }, 6071],
    ['status/update', { status: 'OWN', voicemail: '' }, 6077],
    ['campaigns/status', { campaign_id: '1', status: '1' }, 6004],
    ['campaigns/status', { campaign_id: '111' }, 6010],
    ['lists/search', { id: '1' }, 6002],
    ['lists/insert', { campaign_id: '111' }, 6003],
    ['lists/insert', { name: 'Solar West C', campaign_id: '1' }, 6004],
    ['lists/insert', { name: 'Short', campaign_id: '111' }, 6046],
    ['lists/insert', { name: 'Solar West B', campaign_id: '111' }, 6081],
    ['lists/update', { list_id: '1' }, 6002],
    ['lists/delete', { list_id: '1' }, 6002],
    ['users/search', { user: 'nobody' }, 6005],
    ['users/recordings', { user: '' }, 6005],
    ['agent-monitor/logout', {}, 6012],
    ['agent-monitor/logout', { user_id: '1' }, 6006],
    ['agent-monitor/logout', { user_id: USER }, 6012],
    ['agent-performance/search', {}, 6031],
    ['agent-productivity/search', { agent_emails: 'nobody@example.test' }, 6031],
  ])('%s %j with %i', async (path, fields, code) => {
    const { status, json } = await post(await full(), path, fields);

    expect(status).toBe(200);
    expect(json).toMatchObject({ success: false, code, text: expect.stringMatching(/./) });
  });

  it('a field that the account requires of a lead', async () => {
    const stand = await convoso();
    stand.account.requiredFields = ['email'];

    const { json } = await post(stand, 'leads/insert', { list_id: LIST, phone_number: PHONE });

    expect(json['code']).toBe(6023);
  });
});

describe('the stand-in takes', () => {
  it('the token in the query of a GET as well as in a form', async () => {
    const { baseUrl } = await convoso();

    const { text } = await send(`${baseUrl}/campaigns/search?auth_token=${TOKEN}`);

    expect(JSON.parse(text)).toMatchObject({ success: true, data: [{ id: 111 }] });
  });

  it('1000 rows of the call log for 500, and an offset of productivity for the largest', async () => {
    const stand = await convoso();
    for (let count = 0; count < 501; count += 1) stand.account.addCall({});
    stand.account.productivity.add({ user_id: USER });

    const calls = await post(stand, 'log/retrieve', { limit: '1000' });
    const changes = await post(stand, 'agent-productivity/search', { offset: '60000' });

    expect(calls.json.data).toMatchObject({ limit: '1000', total_found: '501', entries: 500 });
    expect(changes.json).toMatchObject({ success: true, data: { entries: [] } });
  });
});

describe('what no document covers makes the test fail', () => {
  it.each<[string, (stand: ConvosoStandIn) => Promise<unknown>, RegExp]>([
    ['an unknown parameter', (stand) => post(stand, 'leads/search', { colour: 'green' }), /parameter colour/],
    ['a nested parameter', (stand) => post(stand, 'leads/search', { 'status[]': 'NI' }), /nested parameter/],
    [
      'another scope of duplicates',
      (stand) => post(stand, 'leads/insert', { list_id: LIST, phone_number: PHONE, check_dup: '4' }),
      /check_dup=4/,
    ],
    [
      'the name of a status',
      (stand) =>
        post(stand, 'leads/insert', { list_id: LIST, phone_number: PHONE, status: 'Not Interested' }),
      /status that does not exist/,
    ],
    [
      'a zone by name',
      (stand) => {
        stand.leads.add({ id: '1' });
        return post(stand, 'callbacks/insert', { ...CALLBACK, lead_id: '1', callback_time_zone: 'PST' });
      },
      /no decimal offset/,
    ],
    [
      'JSON',
      ({ baseUrl }) =>
        send(`${baseUrl}/leads/search`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{}',
        }),
      /body of type application\/json/,
    ],
    [
      'a parameter twice',
      ({ baseUrl }) => send(`${baseUrl}/leads/search?auth_token=a&auth_token=b`),
      /auth_token twice/,
    ],
    ['another method', ({ baseUrl }) => send(`${baseUrl}/leads/search`, { method: 'PUT' }), /the method PUT/],
  ])('%s', async (_what, ask, violation) => {
    const stand = await convoso();

    await ask(stand);

    expect(stand.takeViolations()).toEqual([expect.stringMatching(violation)]);
  });
});

describe('Convoso Connect', () => {
  const EVENT = {
    call_log_id: '14683239',
    lead_id: '1364887',
    status: 'NI',
    agent_comment: 'a & b = "c" + 100%',
  };

  it.each(CONNECT_SHAPES)('delivers an event as %s, and any shape is read alike', async (shape) => {
    const stand = await convoso();
    const hook = await destination();

    const delivered = await stand.fire(`${hook.url}/hooks/main`, EVENT, shape);

    const [request] = await hook.received(1, '/hooks/main');
    const decoded = decodeDelivery(request?.body ?? '', request?.headers ?? {}, '');
    expect(decoded).toMatchObject({ outcome: 'payload', records: [{ received: EVENT }] });
    expect(delivered).toMatchObject({ fields: EVENT, answer: { status: 200 } });
    expect(stand.deliveries).toEqual([delivered]);
  });

  it('tells a hook of every lead that is saved, and of nothing else', async () => {
    const hook = await destination();
    const stand = await convoso({ echoTo: `${hook.url}/hooks/main` });
    const { api } = clientOf(stand);

    const { data } = await api.leads.insert({ list_id: LIST, phone_number: PHONE, first_name: 'Zoë & Co' });
    await api.leads.update({ lead_id: data.lead_id ?? '', status: 'NI' });
    await api.leads.search();

    const echoes = await hook.received(2);
    expect(echoes.map(({ body }) => Object.fromEntries(new URLSearchParams(body)))).toMatchObject([
      { lead_id: data.lead_id, first_name: 'Zoë & Co', status: 'NEW', phone_number: PHONE },
      { lead_id: data.lead_id, status: 'NI' },
    ]);
    expect(echoes[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    await eventually(() => expect(stand.deliveries).toHaveLength(2));
  });

  it('goes on where the hook does not answer', async () => {
    const stand = await convoso({ echoTo: 'http://127.0.0.1:9/hooks/main' });

    await clientOf(stand).api.leads.insert({ list_id: LIST, phone_number: PHONE });

    await eventually(() => expect(stand.deliveries).toMatchObject([{ answer: null }]));
  });
});
