import { describe, expect, it } from '@jest/globals';
import { CRITERIA_KEY, LIST, USER } from '../stand-ins/convoso/convoso.js';
import { failureOf, zap } from './zap.js';

const PHONE = '7735550167';

describe('the actions on leads', () => {
  it('insert one with its options and its own fields, and leave out what is empty', async () => {
    const zapier = await zap();
    const saved = await zapier.create('insert_lead', {
      list_id: LIST,
      phone_number: '+1 (773) 555-0167',
      filter_phone_code: true,
      first_name: 'Zoë',
      last_name: '',
      hopper: 'yes',
      hopper_priority: 7,
      check_dup: '',
      custom: { favorite_color: 'green & blue', plan: '' },
    });
    const [lead] = zapier.convoso.leads.all();
    expect(saved).toMatchObject({ id: lead?.['id'], lead_id: lead?.['id'], first_name: 'Zoë', warnings: [] });
    expect(lead).toMatchObject({ phone_number: PHONE, first_name: 'Zoë', favorite_color: 'green & blue' });
    expect(lead).not.toHaveProperty('last_name');
    expect(zapier.convoso.account.hopper).toEqual([{ leadId: lead?.['id'], priority: '7' }]);
  });

  it('tell a refusal in the words of Convoso, though it comes with HTTP 200', async () => {
    const zapier = await zap();
    const lead = { list_id: LIST, phone_number: PHONE };
    await zapier.create('insert_lead', lead);
    const failure = await failureOf(zapier.create('insert_lead', { ...lead, check_dup: '1' }));
    expect(failure).toMatchObject({ kind: 'AppError', code: 'CONVOSO_REFUSED' });
    expect(failure.message).toMatch(/6009/);
  });

  it('give out warnings of what Convoso may pass over', async () => {
    const zapier = await zap();
    const saved = await zapier.create('insert_lead', { list_id: LIST, phone_number: PHONE, check_dup: 2 });
    expect(saved['warnings']).toEqual([expect.stringContaining('criteria_key')]);
  });

  it('post one under Lead Post Criteria', async () => {
    const zapier = await zap();
    const inputs = { criteria_key: CRITERIA_KEY, phone_number: PHONE, state: 'CA' };
    const saved = await zapier.create('post_lead_with_criteria', inputs);
    expect(zapier.convoso.leads.get(String(saved['lead_id']))).toMatchObject({ list_id: LIST, state: 'CA' });
  });

  it('update, move and give a status to one', async () => {
    const zapier = await zap();
    const { id: lead_id } = zapier.convoso.leads.add({ list_id: LIST, phone_number: PHONE, status: 'NEW' });
    zapier.convoso.account.lists.add({ id: '3399', name: 'Solar East A', campaign_id: '112', status: 'Y' });

    await zapier.create('update_lead', { lead_id, city: 'Reno', email: '', custom: { plan: 'C' } });
    await zapier.create('move_lead', { lead_id, list_id: '3399' });
    const byName = await zapier.create('change_status', { lead_id, status: 'not interested' });

    expect(byName).toMatchObject({ lead_id, status: 'NI' });
    expect(zapier.convoso.leads.get(lead_id)).toMatchObject({
      city: 'Reno',
      plan: 'C',
      list_id: '3399',
      status: 'NI',
    });
    expect(zapier.convoso.leads.get(lead_id)).not.toHaveProperty('email');
  });

  it('refuse a status that the account does not have, before Convoso is asked to set it', async () => {
    const zapier = await zap();
    const { id: lead_id } = zapier.convoso.leads.add({ list_id: LIST, phone_number: PHONE, status: 'NEW' });
    const failure = await failureOf(zapier.create('change_status', { lead_id, status: 'CALLBK' }));
    expect(failure).toMatchObject({ kind: 'AppError', code: 'UNKNOWN_DISPOSITION' });
    expect(zapier.convoso.leads.get(lead_id)).toMatchObject({ status: 'NEW' });
  });

  it('put one into the hopper with its priority, without another lead coming of it', async () => {
    const zapier = await zap();
    const { id: lead_id } = zapier.convoso.leads.add({ list_id: LIST, phone_number: PHONE, status: 'NEW' });
    await zapier.create('put_lead_in_hopper', { lead_id, hopper_priority: '9' });
    expect(zapier.convoso.account.hopper).toEqual([{ leadId: lead_id, priority: '9' }]);
    expect(zapier.convoso.leads.all()).toHaveLength(1);

    const failure = await failureOf(zapier.create('put_lead_in_hopper', { lead_id: '1' }));
    expect(failure).toMatchObject({ kind: 'AppError', code: 'NO_SUCH_LEAD' });
  });
});

describe('Schedule Callback', () => {
  it.each([
    ['2026-11-21T17:00:00Z', '2026-11-21 12:00:00'],
    ['2026-11-21T09:00:00-08:00', '2026-11-21 12:00:00'],
    ['2026-11-21 12:00', '2026-11-21 12:00:00'],
  ])('writes %s as the clock shows it in the zone of the callback', async (callback_time, written) => {
    const zapier = await zap();
    const { id: lead_id } = zapier.convoso.leads.add({ list_id: LIST, phone_number: PHONE });
    const saved = await zapier.create('schedule_callback', {
      lead_id,
      recipient: 'Personal',
      user_id: USER,
      callback_time,
      callback_time_zone: '-5.00',
    });
    expect(zapier.convoso.account.callbacks.get(String(saved['callback_id']))).toMatchObject({
      callback_time: written,
      callback_time_zone: '-5.00',
    });
  });
});

describe('Add to DNC and Log Revenue', () => {
  it('write to Convoso what they say', async () => {
    const zapier = await zap();
    const { account } = zapier.convoso;
    const call = account.addCall({});
    const entry = await zapier.create('add_to_dnc', {
      phone_number: PHONE,
      phone_code: '1',
      campaign_id: '0',
      reason: 'DNC',
    });
    const revenue = await zapier.create('log_revenue', { call_log_id: call.id, revenue: '12.50' });
    expect(account.dnc.get(String(entry['id']))).toMatchObject({ phone_number: PHONE, campaign_id: '0' });
    expect(revenue).toMatchObject({ call_log_id: call.id });
    expect(account.calls.get(call.id)).toMatchObject({ revenue: '12.50' });
  });
});

describe('every action and search', () => {
  it('is repeated later by Zapier when Convoso turns it away for too many requests', async () => {
    const zapier = await zap();
    zapier.convoso.answerNext({ status: 429, headers: { 'retry-after': '7' }, body: '' });
    const failure = await failureOf(zapier.search('find_lead', { lead_id: '1' }));
    expect(failure).toMatchObject({ kind: 'ThrottledError', delay: 7 });
  });

  it('asks to connect anew when the token has become invalid', async () => {
    const zapier = await zap();
    zapier.convoso.refuseNext(5001, 'The auth token is invalid');
    const failure = await failureOf(zapier.create('update_lead', { lead_id: '1', city: 'Reno' }));
    expect(failure.kind).toBe('ExpiredAuthError');
  });

  it('does not follow a redirect with the token', async () => {
    const zapier = await zap();
    const headers = { location: `${zapier.convoso.baseUrl}/leads/search` };
    zapier.convoso.answerNext({ status: 307, headers, body: '' });
    const failure = await failureOf(zapier.search('find_lead', { lead_id: '1' }));
    expect(failure).toMatchObject({ kind: 'AppError', code: 'CONVOSO_HTTP_ERROR' });
    expect(zapier.convoso.requests).toHaveLength(1);
  });

  it('says so when Convoso cannot be reached, and when it hangs up', async () => {
    const zapier = await zap();
    zapier.convoso.hangUpNext('before processing');
    const cut = await failureOf(zapier.search('find_lead', { lead_id: '1' }));
    expect(cut).toMatchObject({ kind: 'AppError', code: 'CONVOSO_CONNECTION_LOST' });

    await zapier.convoso.close();
    const gone = await failureOf(zapier.search('find_lead', { lead_id: '1' }));
    expect(gone).toMatchObject({ kind: 'AppError', code: 'CONVOSO_UNREACHABLE' });
  });
});
