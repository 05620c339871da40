import { describe, expect, it } from '@jest/globals';
import { USER, convoso } from '../stand-ins/convoso/convoso.js';
import { all, clientOf, failureOf } from './client.js';

describe('users', () => {
  it('come as a list, though Convoso keys them by their ids', async () => {
    const { api } = clientOf(await convoso());

    const { rows, total, raw } = await api.users.search({ user: ['agent@example.test', 'Nobody'], limit: 2 });

    expect(raw['data']).toMatchObject({ limit: '2', total: '1', results: { [USER]: { id: Number(USER) } } });
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({
      id: USER,
      email: 'agent@example.test',
      first_name: 'Test',
      status: true,
      allow_callbacks: true,
      allow_transfers: false,
      alter_custdata_override: true,
      local_gmt: '-8.00',
      created_at: '2016-11-17 10:00:00 -08:00',
      extension: ['310001'],
      last_login: null,
    });
  });

  it('have recordings, by e-mail', async () => {
    const stand = await convoso();
    const { api } = clientOf(stand);
    const recording = { user_id: USER, lead_id: '270', url: 'one.wav' };
    stand.account.recordings.add({ ...recording, start_time: '2026-11-19 21:11:36' });
    stand.account.recordings.add({ ...recording, start_time: '2026-11-20 21:11:36' });

    const { rows } = await api.users.recordings({
      user: 'agent@example.test',
      start_time: '2026-11-20 00:00:00',
    });

    expect(rows).toMatchObject([{ recording_id: '9', lead_id: '270', seconds: null }]);
  });
});

describe('agents', () => {
  async function setUp() {
    const stand = await convoso();
    const agent = { user_full_name: 'Test Agent', campaign_id: '111', call_type: '-', skills: 'CA' };
    stand.account.agents.add({
      ...agent,
      user_id: USER,
      status: 'READY',
      calls_today: '12',
      inbound_only: '0',
    });
    stand.account.agents.add({ ...agent, user_id: '1200347', status: 'INCALL' });
    return { stand, ...clientOf(stand) };
  }

  it('are counted: who is free, and who is there', async () => {
    const { api } = await setUp();

    expect((await api.userActivity.search({ filter_by_skill_options: ['CA', 'TX'] })).data).toMatchObject({
      available_agents: 1,
      logged_in_agents: 2,
    });
  });

  it('are watched', async () => {
    const { api } = await setUp();

    const { data } = await api.agentMonitor.search({ campaign_id: [111, 112] });

    expect(data.campaigns).toEqual([{ value: '111', name: 'Solar West', other: {} }]);
    expect(data.queues).toEqual([{ value: '301', name: 'Queue 301', other: {} }]);
    expect(data.agents).toMatchObject([
      { user_id: USER, status: 'READY', calls_today: 12, call_type: '-', inbound_only: false },
      { user_id: '1200347', status: 'INCALL', calls_today: null },
    ]);
  });

  it('are logged out, and cannot be a second time', async () => {
    const { stand, api } = await setUp();

    await api.agentMonitor.logout({ user_id: USER, force: true });
    const again = await failureOf(api.agentMonitor.logout({ user_id: USER }));

    expect(stand.account.agents.all()).toHaveLength(1);
    expect(again).toMatchObject({
      convosoCode: 6012,
      meaning: 'required fields are missing, or the user is not logged in',
    });
  });

  it('are reported on, with times in seconds', async () => {
    const { stand, api } = await setUp();
    stand.account.performance.add({
      user_id: USER,
      name: 'Test Agent',
      calls: '843',
      talk_sec: '103:24:51',
      wait_sec: '00:00:07',
      call_type: '',
    });

    const { rows, total } = await api.agentPerformance.search({ user_ids: USER, date_start: '2026-11-20' });

    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({
      user_id: USER,
      calls: 843,
      talk_sec: 103 * 3600 + 24 * 60 + 51,
      wait_sec: 7,
      pause_sec: null,
      talk_sec_pt: 39.43,
      call_type: null,
    });
  });

  it('have a history of states', async () => {
    const { stand, api } = await setUp();
    const change = { user_id: USER, campaign_id: '111', event_epoch: '1795165200', event_sec: '00:01:03' };
    stand.account.productivity.add({ ...change, state: 'LOGIN', created_at: '2026-11-20 09:00:00' });
    stand.account.productivity.add({ ...change, state: 'Ready', created_at: '2026-11-20 09:01:03' });

    const rows = await all(
      api.agentProductivity.searchAll({ agent_emails: 'agent@example.test', limit: 1, campaign_id: 111 }),
    );

    expect(rows.map(({ state }) => state)).toEqual(['LOGIN', 'Ready']);
    expect(rows[0]).toMatchObject({ event_epoch: 1_795_165_200, event_sec: 63, user_id: USER });
  });
});
