import { describe, expect, it } from '@jest/globals';
import { LIST, USER } from '../stand-ins/convoso/convoso.js';
import { zap, type Values } from './zap.js';

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
