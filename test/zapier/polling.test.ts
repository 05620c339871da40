import { describe, expect, it } from '@jest/globals';
import app from 'convoso-connect-zapier';
import { LIST, USER } from '../stand-ins/convoso/convoso.js';
import { failureOf, zap, type Values } from './zap.js';

/** The stand-in lives in November 2026; what polling triggers ask for goes by the clock of the host. */
function minutesAgo(minutes: number, timeZone = 'America/Los_Angeles'): string {
  const at = new Date(Date.now() - minutes * 60_000);
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at);
}

const idsOf = (rows: readonly Values[]) => rows.map(({ id }) => id);

describe('New Call Log', () => {
  it('gives the calls with a disposition, newest first, each under the id of the call', async () => {
    const zapier = await zap();
    const { account } = zapier.convoso;
    const first = account.addCall({ status: 'NI', call_date: minutesAgo(30), term_reason: 'AGENT' });
    account.addCall({ status: 'INCALL', call_date: minutesAgo(20) });
    const last = account.addCall({ status: 'SALE', call_date: minutesAgo(10), call_length: '12' });

    const events = await zapier.trigger('new_call_log');

    expect(idsOf(events)).toEqual([last.id, first.id]);
    expect(events[0]).toMatchObject({
      kinds: expect.arrayContaining(['disposition', 'termReason']),
      call: { call_log_id: last.id, length_in_sec: '12', status: 'SALE' },
      disposition: { code: 'SALE', name: 'Sale', flags: { success: true }, flags_from: 'account' },
    });
    expect(events[0]?.['custom']).toEqual({});
  });

  it('gives a call once its running has ended, and the same id ever after', async () => {
    const zapier = await zap();
    const call = zapier.convoso.account.addCall({ status: 'INCALL', call_date: minutesAgo(5) });
    expect(await zapier.trigger('new_call_log')).toEqual([]);
    Object.assign(call, { status: 'NI' });
    expect(idsOf(await zapier.trigger('new_call_log'))).toEqual([call.id]);
    expect(idsOf(await zapier.trigger('new_call_log'))).toEqual([call.id]);
  });

  it('tells the time of a call as an instant, by the zone of the account', async () => {
    const zapier = await zap();
    const authData = { timeZone: 'America/New_York' };
    zapier.convoso.account.addCall({ status: 'NI', call_date: minutesAgo(7, 'America/New_York') });
    const [event] = await zapier.trigger('new_call_log', { authData });
    const minutes = (Date.now() - Date.parse(String(event?.['received_at']))) / 60_000;
    expect(Math.round(minutes)).toBe(7);
  });

  it('filters as the Call Event does', async () => {
    const zapier = await zap();
    zapier.convoso.account.addCall({ status: 'NI', call_date: minutesAgo(2) });
    const sale = zapier.convoso.account.addCall({ status: 'SALE', call_date: minutesAgo(1) });
    const events = await zapier.trigger('new_call_log', { inputData: { dispositions: ['SALE'] } });
    expect(idsOf(events)).toEqual([sale.id]);
  });
});

describe('New or Updated Lead', () => {
  function lead(values: Values) {
    return {
      list_id: LIST,
      status: 'NEW',
      phone_number: '7735550167',
      created_at: minutesAgo(9_000),
      ...values,
    };
  }

  it('gives the newest updates first, and another id for another update', async () => {
    const zapier = await zap();
    const { leads } = zapier.convoso;
    const one = leads.add(lead({ modified_at: minutesAgo(30) }));
    const two = leads.add(lead({ modified_at: minutesAgo(20), phone_number: '7735550168' }));

    const before = await zapier.trigger('new_or_updated_lead');
    expect(before.map(({ lead_id }) => lead_id)).toEqual([two.id, one.id]);

    Object.assign(one, { modified_at: minutesAgo(1), city: 'Reno' });
    const after = await zapier.trigger('new_or_updated_lead');
    expect(after[0]).toMatchObject({ lead_id: one.id, city: 'Reno' });
    expect(idsOf(before)).not.toContain(after[0]?.['id']);
    expect(idsOf(before)).toContain(after[1]?.['id']);
  });

  it('gives new leads alone, each once, where that was chosen', async () => {
    const zapier = await zap();
    const { leads } = zapier.convoso;
    leads.add(lead({ modified_at: minutesAgo(5) }));
    const fresh = leads.add(lead({ created_at: minutesAgo(3), modified_at: minutesAgo(2) }));
    const given = { inputData: { change: 'created' } };
    expect(idsOf(await zapier.trigger('new_or_updated_lead', given))).toEqual([fresh.id]);
    Object.assign(fresh, { modified_at: minutesAgo(1) });
    expect(idsOf(await zapier.trigger('new_or_updated_lead', given))).toEqual([fresh.id]);
  });

  it('gives the last of more leads than one page holds', async () => {
    const zapier = await zap();
    for (let number = 0; number < 520; number++) {
      zapier.convoso.leads.add(lead({ modified_at: minutesAgo(600 - number), source_id: String(number) }));
    }
    const found = await zapier.trigger('new_or_updated_lead');
    expect(found).toHaveLength(520);
    expect(found[0]).toMatchObject({ source_id: '519' });
  });
});

describe('what happens between two polls', () => {
  it('Z1: 600 calls are 600 events, and a second poll gives the same ids', async () => {
    const zapier = await zap();
    for (let number = 0; number < 600; number++) {
      zapier.convoso.account.addCall({ status: 'NI', call_date: minutesAgo(600 - number) });
    }
    const first = idsOf(await zapier.trigger('new_call'));
    expect(new Set(first).size).toBe(600);
    const added = zapier.convoso.account.addCall({ status: 'SALE', call_date: minutesAgo(0) });
    const second = idsOf(await zapier.trigger('new_call'));
    expect(second.filter((id) => !first.includes(id))).toEqual([added.id]);
  });

  it('Z1: a new lead is there, however many others were changed since', async () => {
    const zapier = await zap();
    const { leads } = zapier.convoso;
    const old = { list_id: LIST, status: 'NI', created_at: minutesAgo(90_000) };
    const fresh = leads.add({ ...old, created_at: minutesAgo(9), modified_at: minutesAgo(9) });
    for (let number = 0; number < 2_100; number++) {
      leads.add({ ...old, phone_number: `773555${String(number)}`, modified_at: minutesAgo(1) });
    }
    expect(idsOf(await zapier.trigger('new_lead'))).toEqual([fresh.id]);
    const updated = await zapier.trigger('updated_lead');
    expect(updated).toHaveLength(2_100);
    expect(idsOf(updated)).not.toContain(fresh.id);
  });

  it('Z1: a page that is shorter than was asked for is not taken for the last', async () => {
    const zapier = await zap();
    const times = { created_at: minutesAgo(9), modified_at: minutesAgo(9) };
    const all = ['1', '2', '3'].map((id) => zapier.convoso.leads.add({ id, list_id: LIST, ...times }));
    const data = { offset: 0, limit: 1, total: '3', entries: all.slice(0, 1) };
    const body = JSON.stringify({ success: true, data });
    zapier.convoso.answerNext({ status: 200, body }, 'leads/search');
    expect(idsOf(await zapier.trigger('new_lead')).toSorted()).toEqual(['1', '2', '3']);
  });

  it('Z1: fewer rows than Convoso says there are fail in words, and are not taken for all', async () => {
    const zapier = await zap();
    const data = { offset: 0, limit: 500, total_found: '3', entries: 0, results: [] };
    const body = JSON.stringify({ success: true, data });
    zapier.convoso.answerNext({ status: 200, body }, 'log/retrieve');
    const failure = await failureOf(zapier.trigger('new_call'));
    expect(failure).toMatchObject({ code: 'ROWS_MISSING' });
    expect(await zapier.trigger('new_call')).toEqual([]);
  });

  it('Z1: more than one poll goes through fails in words, and leaves nothing out', async () => {
    const zapier = await zap();
    for (let number = 0; number < 10_001; number++) {
      zapier.convoso.account.addCall({ status: 'NI', call_date: minutesAgo(5) });
    }
    const failure = await failureOf(zapier.trigger('new_call'));
    expect(failure).toMatchObject({ code: 'TOO_MANY_TO_POLL' });
    expect(failure.message).toMatch(/10001 calls.*Call Event/s);
  });

  it('Z15: a recording that comes later and another disposition are events of their own', async () => {
    const zapier = await zap();
    const { account } = zapier.convoso;
    const call = account.addCall({ status: 'NI', call_date: minutesAgo(20) });
    expect(await zapier.trigger('new_recording')).toEqual([]);
    expect(await zapier.trigger('call_redispositioned')).toEqual([]);
    account.recordings.add({ call_log_id: call.id, url: 'https://recordings.example.test/8.mp3' });
    Object.assign(call, { status: 'SALE', agent_comment: 'system call re-disp by Agent: SALE' });
    expect(idsOf(await zapier.trigger('new_recording'))).toEqual([`${call.id}:rec`]);
    expect(idsOf(await zapier.trigger('call_redispositioned'))).toEqual([`${call.id}@SALE`]);
  });

  it('Z27: leads are filtered by the name of a status, and a lead that is new is none whose status changed', async () => {
    const zapier = await zap();
    const { leads } = zapier.convoso;
    const times = { created_at: minutesAgo(900), modified_at: minutesAgo(5) };
    const sold = leads.add({ list_id: LIST, status: 'SALE', ...times });
    leads.add({ list_id: LIST, status: 'NI', ...times });
    leads.add({ list_id: LIST, status: 'SALE', created_at: minutesAgo(5), modified_at: minutesAgo(5) });
    for (const trigger of ['updated_lead', 'lead_status_changed']) {
      const given = { inputData: { status: 'Sale' } };
      expect(idsOf(await zapier.trigger(trigger, given))).toEqual([sold.id]);
    }
  });

  it("Z30: an updated lead has the lead's own id, and each update is one by its time", async () => {
    const zapier = await zap();
    const { id } = zapier.convoso.leads.add({
      list_id: LIST,
      created_at: minutesAgo(900),
      modified_at: minutesAgo(5),
    });
    const [lead] = await zapier.trigger('updated_lead');
    expect(lead).toMatchObject({ id, lead_id: id });
    const outputs = app.triggers['updated_lead']?.operation.outputFields as {
      key: string;
      primary?: boolean;
    }[];
    expect(outputs.filter(({ primary }) => primary).map(({ key }) => key)).toEqual(['id', 'modified_at']);
  });
});

describe('New Callback', () => {
  it('gives those that are pending, the one scheduled last first', async () => {
    const zapier = await zap();
    const { account } = zapier.convoso;
    const lead = account.leads.add({ list_id: LIST, phone_number: '7735550167' });
    const callback = (values: Record<string, string>) =>
      account.callbacks.add({ lead_id: lead.id, recipient: 'System', stage: 'PENDING', ...values });
    const first = callback({ created_at: '2026-11-20 09:00:00', callback_time: '2026-11-21 12:00:00' });
    callback({ created_at: '2026-11-20 09:01:00', callback_time: '2026-11-21 12:00:00', stage: 'COMPLETED' });
    const last = callback({
      created_at: '2026-11-20 09:02:00',
      callback_time: '2026-11-20 12:00:00',
      recipient: 'Personal',
      user_id: USER,
    });
    const found = await zapier.trigger('new_callback');
    expect(idsOf(found)).toEqual([last.id, first.id]);
    expect(await zapier.trigger('new_callback', { inputData: { user_id: USER } })).toHaveLength(1);
  });

  it('gives none where there are none', async () => {
    const zapier = await zap();
    expect(await zapier.trigger('new_callback')).toEqual([]);
  });
});

describe('the dropdowns', () => {
  it('Z34: go through all of 1,501 users, page by page', async () => {
    const zapier = await zap();
    const { users } = zapier.convoso.account;
    while (users.all().length < 1_501)
      users.add({ first_name: 'Agent', last_name: 'A', email: 'a@example.test' });
    const ids = new Set<unknown>();
    for (let page = 0; ; page++) {
      const rows = await zapier.trigger('user', { meta: { page } });
      if (rows.length === 0) break;
      for (const { id } of rows) ids.add(id);
    }
    expect(ids.size).toBe(1_501);
  });

  it('Z34: have what is in use first, and all campaigns where an entry can be for all', async () => {
    const zapier = await zap();
    zapier.convoso.account.campaigns.add({ id: '90', name: 'Ended', status: 'N', last_call_date: '' });
    const names = (await zapier.trigger('campaign_or_all')).map(({ name }) => name);
    expect(names.at(0)).toBe('All Campaigns');
    expect(names.at(-1)).toBe('Ended (inactive)');
  });
});

describe('the dropdowns, each of them', () => {
  it.each([
    ['campaign', { name: 'Solar West' }],
    ['list', { id: LIST, name: 'Solar West A' }],
    ['user', { id: USER, name: 'Test Agent (agent@example.test)' }],
    ['status', { id: 'NEW', name: 'New Lead (NEW)' }],
  ])('of %s hold ids and names', async (key, first) => {
    const zapier = await zap();
    expect((await zapier.trigger(key))[0]).toMatchObject(first);
  });
});
