import { describe, expect, it } from '@jest/globals';
import { CRITERIA_KEY, LIST, USER, convoso } from '../stand-ins/convoso/convoso.js';
import { all, clientOf, failureOf } from './client.js';

const PHONE = '7735550167';

describe('leads', () => {
  it('are inserted with their fields, options and fields of the account', async () => {
    const stand = await convoso();
    const { api } = clientOf(stand);

    const { data, warnings } = await api.leads.insert({
      list_id: Number(LIST),
      phone_number: '+1 (773) 555-0167',
      phone_code: '1',
      first_name: 'Zoë',
      email: 'lead@example.test',
      hopper: true,
      hopper_priority: 7,
      custom: { favorite_color: 'green & blue' },
    });

    expect(data.lead_id).toBe('1364885');
    expect(warnings).toEqual([]);
    expect(stand.leads.get('1364885')).toMatchObject({
      list_id: LIST,
      phone_code: '1',
      phone_number: PHONE,
      first_name: 'Zoë',
      email: 'lead@example.test',
      favorite_color: 'green & blue',
    });
    expect(stand.account.hopper).toEqual([{ leadId: '1364885', priority: '7' }]);
  });

  it('are updated by a second insert that asks for it, and refused by one that looks for duplicates', async () => {
    const stand = await convoso();
    const { api } = clientOf(stand);
    const lead = { list_id: LIST, phone_number: PHONE };
    const first = await api.leads.insert(lead);

    const second = await api.leads.insert({ ...lead, update_if_found: true, city: 'Los Angeles' });
    const third = await failureOf(api.leads.insert({ ...lead, check_dup: 2 }));

    expect(second.data).toEqual(first.data);
    expect(third).toMatchObject({ code: 'CONVOSO_REFUSED', convosoCode: 6009, outcome: 'refused' });
    expect(stand.leads.all()).toHaveLength(1);
    expect(stand.leads.all()[0]?.['city']).toBe('Los Angeles');
  });

  it('are updated, found, and deleted', async () => {
    const stand = await convoso();
    const { api } = clientOf(stand);
    const { data } = await api.leads.insert({ list_id: LIST, phone_number: PHONE, custom: { plan: 'B' } });
    const lead_id = data.lead_id ?? '';

    const updated = await api.leads.update({ lead_id, status: 'NI', owner_id: USER, custom: { plan: 'C' } });
    const { rows, total } = await api.leads.search({ lead_id, status: 'NI' });
    await api.leads.delete({ lead_id });

    expect(updated.data.lead_id).toBe(lead_id);
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({
      id: lead_id,
      list_id: LIST,
      owner_id: USER,
      status: 'NI',
      first_name: null,
      city: null,
      called_count: null,
      created_at: '2026-11-20 09:00:01',
      modified_at: '2026-11-20 09:00:02',
      other: { field_13: 'C' },
    });
    expect(stand.leads.all()).toEqual([]);
  });

  it('come in the order of their updates where a search asks for a time of update', async () => {
    const stand = await convoso();
    const { api } = clientOf(stand);
    const ids: string[] = [];
    for (const phone_number of [PHONE, '7735550168']) {
      const { data } = await api.leads.insert({ list_id: LIST, phone_number });
      ids.push(data.lead_id ?? '');
    }
    await api.leads.update({ lead_id: ids[0] ?? '', city: 'Reno' });

    const rows = await all(
      api.leads.searchAll({
        updated_at_start_date: '2026-11-20',
        updated_at_end_date: '2026-11-20 23:59:59',
      }),
    );

    expect(rows.map(({ id }) => id)).toEqual(ids.toReversed());
  });

  it('are not found, which is no failure, in a list that does not exist', async () => {
    const { api } = clientOf(await convoso());

    const page = await api.leads.search({ list_id: 1 });

    expect(page).toMatchObject({ rows: [], total: null, raw: { success: false, code: 6000 } });
    expect(await all(api.leads.searchAll({ list_id: 1 }))).toEqual([]);
  });

  it('have recordings, some of which are still being made', async () => {
    const stand = await convoso();
    const { api } = clientOf(stand);
    const { id } = stand.leads.add({ phone_number: PHONE });
    const recording = { lead_id: id, start_time: '2026-11-20 09:00:00', url: 'one.wav' };
    stand.account.recordings.add({ ...recording, end_time: '2026-11-20 09:01:00', seconds: '60' });
    stand.account.recordings.add({ ...recording, url: 'two.wav' });

    const { rows, total } = await api.leads.recordings({ lead_id: id });

    expect(total).toBe(2);
    expect(rows[0]).toEqual({
      recording_id: '8',
      lead_id: id,
      start_time: '2026-11-20 09:00:00',
      end_time: '2026-11-20 09:01:00',
      seconds: 60,
      url: 'one.wav',
      other: {},
    });
    expect(rows[1]).toMatchObject({ recording_id: '9', end_time: null, seconds: null });
  });
});

describe('lead ping and lead post', () => {
  it('say whether a lead would be accepted', async () => {
    const { api } = clientOf(await convoso());
    const ping = { criteria_key: CRITERIA_KEY, phone_number: PHONE };

    expect((await api.leadValidation.search({ ...ping, state: 'CA' })).data.result).toBe('Accepted');
    expect((await api.leadValidation.search({ ...ping, state: 'TX' })).data.result).toBe('Denied');
  });

  it.each(['data', 'result'] as const)('insert a lead, whichever answer comes: %s', async (answer) => {
    const stand = await convoso();
    const { api } = clientOf(stand);
    stand.account.leadPostAnswer = answer;

    const { data } = await api.leadPost.insert({
      criteria_key: CRITERIA_KEY,
      phone_number: PHONE,
      state: 'NY',
    });

    expect(data.lead_id).toBe('1364885');
    expect(stand.leads.get('1364885')).toMatchObject({ list_id: LIST, state: 'NY' });
  });

  it('refuse with a reason in words', async () => {
    const stand = await convoso();
    const { api } = clientOf(stand);
    stand.account.leadPostAnswer = 'result';
    const post = { criteria_key: CRITERIA_KEY, phone_number: PHONE, state: 'TX' };

    const error = await failureOf(api.leadPost.insert(post));

    expect(error).toMatchObject({
      code: 'CONVOSO_REFUSED',
      convosoCode: null,
      convosoText: 'Lead does not meet the criteria',
      outcome: 'refused',
    });
  });
});
