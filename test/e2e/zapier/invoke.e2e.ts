import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import app from 'convoso-connect-zapier';
import { CRITERIA_KEY, LIST, TOKEN, convoso, type ConvosoStandIn } from '../../stand-ins/convoso/convoso.js';
import { destination } from '../../support/destination.js';
import { APP, invoke } from './zapier-cli.js';

const PHONE = '7735550167';

interface Case {
  /** What is there before, and what the step is given. */
  readonly inputs: (convoso: ConvosoStandIn) => Readonly<Record<string, unknown>>;
  /** What the step gives. */
  readonly gives: object;
}

const lead = (stand: ConvosoStandIn) =>
  stand.leads.add({ list_id: LIST, phone_number: PHONE, status: 'NEW' }).id;

const callback = (stand: ConvosoStandIn) =>
  stand.account.callbacks.add({
    lead_id: lead(stand),
    recipient: 'System',
    stage: 'PENDING',
    callback_time: '2026-11-21 12:00:00',
    callback_time_zone: '-8.00',
  });

const ACTIONS: Readonly<Record<string, Case>> = {
  match_rules: {
    inputs: () => ({
      events: ['DISPOSITION'],
      disposition_values: ['SALE'],
      call_log_id: '14683239',
      call_status: 'SALE',
    }),
    gives: { matched: true },
  },
  map_with_adaptor: {
    inputs: () => ({ rows: [{ field: 'callLog.status', mappedTo: 'outcome' }], call_status: 'NI' }),
    gives: { fields: { outcome: 'NI' } },
  },
  decode_disposition: { inputs: () => ({ status: 'SALE' }), gives: { name: 'Sale', flags_from: 'account' } },
  insert_lead: { inputs: () => ({ list_id: LIST, phone_number: PHONE }), gives: { lead_id: '1364885' } },
  post_lead_with_criteria: {
    inputs: () => ({ criteria_key: CRITERIA_KEY, phone_number: PHONE, state: 'CA' }),
    gives: { lead_id: '1364885' },
  },
  update_lead: { inputs: (stand) => ({ lead_id: lead(stand), city: 'Reno' }), gives: { lead_id: '1364885' } },
  move_lead: { inputs: (stand) => ({ lead_id: lead(stand), list_id: LIST }), gives: { lead_id: '1364885' } },
  change_status: { inputs: (stand) => ({ lead_id: lead(stand), status: 'Sale' }), gives: { status: 'SALE' } },
  put_lead_in_hopper: { inputs: (stand) => ({ lead_id: lead(stand) }), gives: { lead_id: '1364885' } },
  schedule_callback: {
    inputs: (stand) => ({
      lead_id: lead(stand),
      recipient: 'System',
      callback_time: '2026-11-21 12:00:00',
      callback_time_zone: '-8.00',
    }),
    gives: { callback_id: '657' },
  },
  update_callback: {
    inputs: (stand) => ({ callback_id: callback(stand).id, comments: 'After noon' }),
    gives: { callback_id: '657' },
  },
  remove_callback: {
    inputs: (stand) => ({ lead_id: callback(stand)['lead_id'] }),
    gives: { callback_id: '657', removed: true },
  },
  update_field: {
    inputs: (stand) => ({ lead_id: lead(stand), field: 'notes', operation: 'add', value: '1' }),
    gives: { field: 'notes', value: '1', warnings: [] },
  },
  update_call_log: {
    inputs: (stand) => ({ call_log_id: stand.account.addCall({}).id, extra_field_01: 'C-7' }),
    gives: { call_log_id: '14683239' },
  },
  add_to_dnc: {
    inputs: () => ({ phone_number: PHONE, phone_code: '1', campaign_id: '0' }),
    gives: { id: '5083' },
  },
  log_revenue: {
    inputs: (stand) => ({ call_log_id: stand.account.addCall({}).id, revenue: '12.50' }),
    gives: { call_log_id: '14683239' },
  },
};

const SEARCHES: Readonly<Record<string, Case>> = {
  find_lead: {
    inputs: (stand) => ({ lead_id: lead(stand) }),
    gives: [{ id: '1364885', phone_number: PHONE }],
  },
  search_lead: {
    inputs: (stand) => ({ search_lead_id: lead(stand) }),
    gives: [{ id: '1364885', phone_number: PHONE }],
  },
  find_call_log: { inputs: () => ({ lead_id: '1' }), gives: [] },
  find_callback: {
    inputs: (stand) => ({ lead_id: callback(stand)['lead_id'] }),
    gives: [{ id: '657', callback_time_iso: '2026-11-21T12:00:00-08:00' }],
  },
  find_disposition: { inputs: () => ({ query: 'Sale' }), gives: [{ id: 'SALE', success: true }] },
};

describe("Zapier's command line", () => {
  beforeAll(() => {
    execFileSync(process.execPath, [path.join(APP, 'build.mjs')]);
  });

  const connectionTo = ({ baseUrl }: ConvosoStandIn) => ({ authToken: TOKEN, convosoAddress: baseUrl });

  it('tests the connection, and says what is wrong with a bad one', async () => {
    const stand = await convoso();
    const tested = await invoke(['auth', 'test'], connectionTo(stand));
    expect(tested.result).toEqual({ account: 'campaign Solar West' });
    const refused = await invoke(['auth', 'test'], { ...connectionTo(stand), authToken: 'no-such-token' });
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain('The auth token is invalid');
    expect(refused.output).not.toContain('no-such-token');
  });

  it.each(Object.entries(ACTIONS))('runs the action %s', async (key, { inputs, gives }) => {
    const stand = await convoso();
    const { result, output } = await invoke(['create', key], connectionTo(stand), inputs(stand));
    expect({ result, output }).toMatchObject({ result: gives });
    expect(output).not.toContain(TOKEN);
  });

  it.each([
    ['JSON', '{"id":"C-7"}'],
    ['XML', '<?xml version="1.0"?><answer><id>C-7</id></answer>'],
  ])('runs the action send_to_endpoint, with an answer in %s', async (responseDataType, body) => {
    const stand = await convoso();
    const crm = await destination(() => ({ status: 200, body }));
    const connection = { ...connectionTo(stand), authorizationHeader: 'X-Partner: HeaderSecret2' };
    const { result, output } = await invoke(['create', 'send_to_endpoint'], connection, {
      apiUrl: crm.url,
      allowHttp: 'true',
      requestMethod: 'POST',
      responseDataType,
      responseKey: 'id',
      preset: 'salesforceTask',
      call_log_id: '14683239',
      call_status: 'NI',
    });
    expect({ result, output }).toMatchObject({ result: { result: 'C-7', status: 200 } });
    const [request] = await crm.received(1);
    expect(request?.headers['x-partner']).toBe('HeaderSecret2');
    expect(output).not.toContain('HeaderSecret2');
  });

  it.each(Object.entries(SEARCHES))('runs the search %s', async (key, { inputs, gives }) => {
    const stand = await convoso();
    const { result, output } = await invoke(['search', key], connectionTo(stand), inputs(stand));
    expect({ result, output }).toMatchObject({ result: gives });
  });

  // A callback address is made by Zapier's platform alone: what a run does is tested with the app's handler (test/zapier-relay).
  it('runs the action wait_until_allowed as the editor does', async () => {
    const connection = {
      ...connectionTo(await convoso()),
      relayUrl: 'http://127.0.0.1:9',
      relayKey: 'a-key',
    };
    const { result, output } = await invoke(
      ['create', 'wait_until_allowed', '--isLoadingSample'],
      connection,
      { lead_id: '1364885', hours: '2' },
    );
    expect({ result, output }).toMatchObject({ result: { outcome: 'sample' } });
    expect(output).not.toContain('a-key');
  });

  it('runs the search find_decision at a relay', async () => {
    const refusal = { code: 'UNKNOWN_OCCURRENCE', message: 'there is no such occurrence', remedy: 'Look.' };
    const relay = await destination(() => ({ status: 404, body: JSON.stringify({ error: refusal }) }));
    const connection = { ...connectionTo(await convoso()), relayUrl: relay.url, relayKey: 'a-key' };
    const { result, output } = await invoke(['search', 'find_decision'], connection, {
      search_event_id: 'e',
    });
    expect({ result, output }).toMatchObject({ result: [] });
    const [asked] = await relay.received(1);
    expect(asked).toMatchObject({ path: '/api/occurrences/e', headers: { authorization: 'Bearer a-key' } });
    expect(output).not.toContain('a-key');
  });

  it('ran every action and every search that there is', () => {
    expect(Object.keys({ ...ACTIONS, send_to_endpoint: {}, wait_until_allowed: {} }).toSorted()).toEqual(
      Object.keys(app.creates).toSorted(),
    );
    expect(Object.keys({ ...SEARCHES, find_decision: {} }).toSorted()).toEqual(
      Object.keys(app.searches).toSorted(),
    );
  });
});
