import { accountStatuses } from '@convoso-connect/core/convoso-api';
import { parseConfig } from '@convoso-connect/core/config';
import { describe, expect, it } from '@jest/globals';
import { convoso } from '../stand-ins/convoso/convoso.js';
import { clientOf } from './client.js';

describe('statuses', () => {
  it('come with their flags as yes or no, also the one whose name is misspelt', async () => {
    const { api } = clientOf(await convoso());

    const { rows } = await api.statuses.search({ query: '' });

    expect(rows.map(({ status }) => status)).toEqual(['NEW', 'A', 'NI', 'SALE']);
    expect(rows[3]).toEqual({
      status: 'SALE',
      name: 'Sale',
      hex_color: null,
      final: true,
      reached: true,
      success: true,
      dnc: false,
      callback: false,
      contact: true,
      voicemail: false,
      workflow_disposition_event_option: true,
      custom_status: false,
      other: {},
    });
    expect(rows[1]?.workflow_disposition_event_option).toBe(false);
  });

  it('can be put into the configuration as they are', async () => {
    const { api } = clientOf(await convoso());
    const { rows } = await api.statuses.search({ query: 'SALE' });

    const statuses = accountStatuses(rows);

    expect(statuses).toEqual([
      {
        status: 'SALE',
        name: 'Sale',
        final: true,
        reached: true,
        success: true,
        dnc: false,
        callback: false,
        contact: true,
        voicemail: false,
      },
    ]);
    expect(parseConfig({ version: 1, statuses })).toMatchObject({ ok: true });
  });

  it('of the account are added and changed', async () => {
    const stand = await convoso();
    const { api } = clientOf(stand);
    const off = {
      reached: false,
      success: 'N',
      dnc: 'N',
      callback: 'N',
      contact: 'N',
      voicemail: 'N',
    } as const;

    const added = await api.statuses.insert({ status: 'FOLLOW', name: 'Follow Up', final: 'N', ...off });
    const changed = await api.statuses.update({ status: 'FOLLOW', reached: true, hex_color: '00FF00' });

    expect(added.data).toMatchObject({ status: 'FOLLOW', new: true });
    expect(changed.data.status).toBe('FOLLOW');
    expect(stand.account.statuses.get('FOLLOW')).toMatchObject({
      name: 'Follow Up',
      reached: 'Y',
      success: 'N',
      hex_color: '00FF00',
    });
  });
});

describe('campaigns and lists', () => {
  it('have times with their zone, whatever PHP makes of them', async () => {
    const stand = await convoso();
    const { api } = clientOf(stand);
    stand.account.campaigns.get('111')['last_call_date'] = '2026-11-19 17:00:00';
    stand.account.lists.add({ name: 'Solar West B', campaign_id: '111', status: 'N', last_called_at: '' });

    const campaigns = await api.campaigns.search();
    const lists = await api.lists.search({ campaign_id: 111, status: false });

    expect(campaigns.rows).toEqual([
      {
        id: '111',
        name: 'Solar West',
        status: true,
        last_call_date: '2026-11-19 17:00:00 America/Los_Angeles',
        other: {},
      },
    ]);
    expect(lists.rows).toEqual([
      {
        id: '3344',
        name: 'Solar West B',
        campaign_id: '111',
        status: false,
        last_called_at: null,
        other: {},
      },
    ]);
  });

  it('are switched, created, changed, and deleted', async () => {
    const stand = await convoso();
    const { api } = clientOf(stand);

    await api.campaigns.status({ campaign_id: 111, status: false });
    const { data } = await api.lists.insert({ name: 'Solar: West-A_2', campaign_id: '111' });
    await api.lists.update({ list_id: data.list_id ?? '', name: 'Solar West A 3', status: 0 });

    expect(stand.account.campaigns.get('111')['status']).toBe('N');
    expect(stand.account.lists.get('3344')).toMatchObject({ name: 'Solar West A 3', status: 'N' });
    expect((await api.lists.delete({ list_id: 3344 })).data.in_progress).toBeNull();
    expect(stand.account.lists.has('3344')).toBe(false);
  });

  it('a list so large that Convoso goes on deleting it is no failure', async () => {
    const stand = await convoso();
    const { api } = clientOf(stand);
    stand.account.largeList = 1;
    for (const phone of ['7735550167', '7735550168'])
      stand.leads.add({ phone_number: phone, list_id: '3343' });

    const { data, raw } = await api.lists.delete({ list_id: 3343 });

    expect(data.in_progress).toBe(true);
    expect(raw).toMatchObject({ success: false, code: 102 });
  });
});
