import type {
  AgentMonitorSearchResponse,
  CallbackInsertParams,
  CallLogRecord,
  Convoso,
  DncRecord,
  LeadInsertParams,
  LeadRecord,
  ListRecord,
  Recording,
  StatusRecord,
  UserRecord,
} from '@convoso-connect/core/convoso-js';
import { describe, expect, it } from '@jest/globals';
import { CAMPAIGN, CRITERIA_KEY, LIST, USER, convoso } from '../stand-ins/convoso/convoso.js';
import { clientOf } from './client.js';

const PHONE = { phone_number: '7735550167', phone_code: '1' };

/** The types of a value, name by name, as a program may count on them. */
type TypesOf<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? 'string'
    : T[K] extends number
      ? 'number'
      : T[K] extends boolean
        ? 'boolean'
        : 'object';
};

function expectTypes<T extends object>(value: T | undefined, types: TypesOf<T>): void {
  const found = Object.fromEntries(
    Object.keys(types).map((name) => [name, typeof (value as Record<string, unknown> | undefined)?.[name]]),
  );
  expect(found).toEqual(types);
}

const LEAD_TYPES: TypesOf<LeadRecord> = {
  id: 'string',
  first_name: 'string',
  last_name: 'string',
  phone_number: 'string',
  email: 'string',
  status: 'string',
  list_id: 'string',
  created_at: 'string',
  modified_at: 'string',
  address1: 'string',
  city: 'string',
  state: 'string',
  postal_code: 'string',
  country: 'string',
  carrier_name: 'string',
  carrier_type: 'string',
};

describe('leads', () => {
  it('are inserted, found, changed and deleted, each answer with the names of convoso-js', async () => {
    const stand = await convoso();
    const client = clientOf(stand);
    const lead: LeadInsertParams = {
      list_id: LIST,
      ...PHONE,
      first_name: 'Jo',
      hopper: true,
      hopper_priority: 80,
    };

    const inserted = await client.leads.insert(lead);
    const updated = await client.leads.update({ lead_id: inserted.id, city: 'Chicago' });
    const { results, offset, limit } = await client.leads.search({ list_id: LIST, limit: 20 });
    const deleted = await client.leads.delete({ lead_id: inserted.data.lead_id });

    expect(inserted).toMatchObject({ success: true, id: '1364885', data: { lead_id: '1364885' } });
    expect(updated).toMatchObject({ success: true, data: { lead_id: '1364885' } });
    expect([offset, limit]).toEqual([0, 20]);
    expect(results[0]).toMatchObject({ id: '1364885', first_name: 'Jo', city: 'Chicago', email: '' });
    expectTypes(results[0], LEAD_TYPES);
    expect(deleted.success).toBe(true);
  });

  it("keep what Convoso sends besides, such as an account's own fields, which are written by their names", async () => {
    const stand = await convoso();
    const client = clientOf(stand);
    const own = { favorite_color: 'green' };
    await client.leads.insert({ list_id: LIST, ...PHONE, ...own });
    const { results } = await client.leads.search();
    expect(results[0]).toMatchObject({ field_1: 'green' });
  });

  it('that are not there are no results, and no failure', async () => {
    expect((await clientOf(await convoso()).leads.search({ list_id: LIST })).results).toEqual([]);
  });

  it('come all, page by page, and no page is fetched that nobody asks for', async () => {
    const stand = await convoso();
    for (let count = 0; count < 7; count += 1) stand.leads.add({ list_id: LIST });
    const client = clientOf(stand);

    const ids: string[] = [];
    for await (const lead of client.leads.searchAll({ list_id: LIST, pageSize: 3 })) ids.push(lead.id);
    expect(new Set(ids).size).toBe(7);

    const before = stand.requests.length;
    for await (const lead of client.leads.searchAll({ list_id: LIST, pageSize: 3 })) {
      if (lead.id === ids[1]) break;
    }
    expect(stand.requests.length - before).toBe(1);
  });

  it('have recordings, with numbers for seconds', async () => {
    const stand = await convoso();
    const { id } = stand.leads.add({ list_id: LIST });
    stand.account.recordings.add({
      lead_id: id,
      start_time: '2026-11-20 09:00:00',
      seconds: '61',
      url: 'a.wav',
    });
    const client = clientOf(stand);
    const { entries } = await client.leads.getRecordings({ lead_id: id });
    const all: Recording[] = [];
    for await (const recording of client.leads.getRecordingsAll({ lead_id: id })) all.push(recording);
    expect(all).toEqual(entries);
    expect(entries[0]).toMatchObject({
      recording_id: '8',
      lead_id: id,
      seconds: 61,
      url: 'a.wav',
      end_time: '',
    });
  });

  it('are posted and validated by a criteria key', async () => {
    const stand = await convoso();
    const client = clientOf(stand);
    const criteria = { criteria_key: CRITERIA_KEY, phone_number: '7735550167' };
    const posted = await client.leadPost.insert(criteria);
    expect(posted).toMatchObject({ result: 'true', lead_id: '1364885', error_description: '' });
    const pinged = await client.leadValidation.search({ ...criteria, state: 'TX' });
    expect(pinged).toMatchObject({ success: true, result: 'Denied' });
  });
});

describe('calls', () => {
  it('are found with numbers for their length, changed, and given a revenue', async () => {
    const stand = await convoso();
    const { id } = stand.account.addCall({ call_length: '61' });
    const client = clientOf(stand);

    const { results, total_found } = await client.callLogs.retrieve({ include_recordings: 1, order: 'asc' });
    const all: CallLogRecord[] = [];
    for await (const call of client.callLogs.retrieveAll({ pageSize: 50 })) all.push(call);
    const updated = await client.callLogs.update({ call_log_id: id, extra_field_01: 'checked' });
    const revenue = await client.revenue.update({ call_log_id: id, revenue: 12.5, return: 1 });

    expect(total_found).toBe(1);
    expect(results[0]).toMatchObject({
      id,
      call_length: 61,
      user_id: USER,
      campaign_id: CAMPAIGN,
      recording: [],
    });
    expect(all).toHaveLength(1);
    expect(updated.success).toBe(true);
    expect(revenue.data.call_log_id).toBe(id);
  });

  it('without a length have none: NaN, of the type that is promised, and never a 0 that nobody sent', async () => {
    const stand = await convoso();
    stand.account.addCall({ call_length: '' });
    const { results } = await clientOf(stand).callLogs.retrieve();
    expect(results[0]?.call_length).toBeNaN();
  });
});

describe('callbacks', () => {
  it('are written as convoso-js writes them, on twelve hours and in small letters', async () => {
    const stand = await convoso();
    const { id } = stand.leads.add({ list_id: LIST });
    const client = clientOf(stand);
    const wanted: CallbackInsertParams = {
      lead_id: id,
      recipient: 'system',
      callback_time_zone: -5,
      callback_time: '2026-11-23 02:30 PM',
      comments: 'call at 2026-11-23 02:30 PM',
    };

    const { data } = await client.callbacks.insert(wanted);
    const { results, total } = await client.callbacks.search({ lead_id: id, stage: 'PENDING' });
    const updated = await client.callbacks.update({
      callback_id: data.callback_id,
      callback_status: 'dismissed',
    });
    const deleted = await client.callbacks.delete({ callback_id: data.callback_id });

    expect(total).toBe(1);
    expect(results[0]).toMatchObject({
      id: data.callback_id,
      callback_time: '2026-11-23 14:30:00',
      comments: 'call at 2026-11-23 02:30 PM',
    });
    expect([updated.data.callback_id, deleted.success]).toEqual([data.callback_id, true]);
  });

  it.each([
    ['2026-11-23 12:05 AM', '2026-11-23 00:05:00'],
    ['2026-11-23 12:05 PM', '2026-11-23 12:05:00'],
    ['2026-11-23 1:05:30 pm', '2026-11-23 13:05:30'],
    ['2026-11-23 13:05:00', '2026-11-23 13:05:00'],
  ])('at %s are at %s', async (given, sent) => {
    const stand = await convoso();
    const { id } = stand.leads.add({ list_id: LIST });
    const callback = { lead_id: id, recipient: 'System', callback_time_zone: -5, callback_time: given };
    await clientOf(stand).callbacks.insert(callback);
    expect(stand.account.callbacks.all()[0]?.['callback_time']).toBe(sent);
  });
});

describe('the numbers that nobody may call', () => {
  it('are put on the DNC list, found, changed and taken off', async () => {
    const client = clientOf(await convoso());
    const inserted = await client.dnc.insert({ ...PHONE, campaign_id: '0', reason: 'DNC' });
    const updated = await client.dnc.update({ id: String(inserted.id), campaign_id: CAMPAIGN });
    const found = await client.dnc.search({ campaign_id: CAMPAIGN });
    const all: DncRecord[] = [];
    for await (const entry of client.dnc.searchAll({ campaign_id: CAMPAIGN })) all.push(entry);
    const deleted = await client.dnc.delete({ ...PHONE, campaign_id: CAMPAIGN, update_lead_status: false });

    expect([inserted.id, updated.id, found.total]).toEqual([5083, 5083, 1]);
    expect(found.entries[0]).toMatchObject({
      id: '5083',
      campaign_name: 'Solar West',
      phone_number: '7735550167',
    });
    expect(all).toEqual(found.entries);
    expect(deleted.success).toBe(true);
  });

  it('are taken out of SMS, found and changed', async () => {
    const client = clientOf(await convoso());
    const inserted = await client.smsOptOut.insert({ ...PHONE, campaign_id: '0', purpose: 'TELEMKT' });
    const { records, success, total } = await client.smsOptOut.search({ purpose: 'TELEMKT' });
    const updated = await client.smsOptOut.update({ id: records[0]?.id ?? '', purpose: 'NOTIFY' });
    const all = [];
    for await (const record of client.smsOptOut.searchAll()) all.push(record.purpose);

    expect([inserted.success, success, total, updated.data.id]).toEqual([true, true, 1, '12345']);
    expect(records[0]).toMatchObject({ id: '12345', purpose: 'TELEMKT', reason: '' });
    expect(all).toEqual(['NOTIFY']);
  });
});

describe('agents and users', () => {
  async function withAgents(): Promise<Convoso> {
    const stand = await convoso();
    const agent = { user_full_name: 'Test Agent', campaign_id: CAMPAIGN, call_type: '-' };
    stand.account.agents.add({ ...agent, user_id: USER, status: 'READY', calls_today: '12' });
    stand.account.agents.add({ ...agent, user_id: '1200347', status: 'INCALL', calls_today: '3' });
    stand.account.performance.add({ user_id: USER, name: 'Test Agent', calls: '546', talk_sec: '01:02:03' });
    stand.account.productivity.add({
      user_id: USER,
      state: 'Ready',
      event_epoch: '1795500000',
      created_at: '2026-11-20 09:00:00',
    });
    return clientOf(stand);
  }

  it('are seen as they work now, and counted by what they do', async () => {
    const client = await withAgents();
    const monitor: AgentMonitorSearchResponse = await client.agentMonitor.search({ campaign_id: CAMPAIGN });
    const counts = [monitor.agent_total, monitor.agent_ready, monitor.agent_incall, monitor.agent_paused];
    expect(counts).toEqual([2, 1, 1, 0]);
    expect(monitor.agents[0]).toMatchObject({ user_id: USER, user_full_name: 'Test Agent', calls_today: 12 });
    expect(monitor.queue_calls_today).toBeNaN();
    expect((await client.userActivity.search()).data).toMatchObject({
      available_agents: 1,
      logged_in_agents: 2,
    });
    expect((await client.agentMonitor.logout({ user_id: USER })).success).toBe(true);
  });

  it('have reports, which are a list, and changes of state', async () => {
    const client = await withAgents();
    const [report] = await client.agentPerformance.search({ date_start: '2026-11-20' });
    expect(report).toMatchObject({ user_id: USER, calls: 546, talk_sec: '01:02:03', talk_sec_pt: 39.43 });
    const { entries } = await client.agentProductivity.search();
    expect(entries[0]).toMatchObject({ state: 'Ready', event_epoch: 1795500000 });
  });

  it('are a list of users with their recordings', async () => {
    const client = await withAgents();
    const users: UserRecord[] = await client.users.search({ user: 'agent@example.test' });
    expect(users[0]).toMatchObject({ id: USER, extension: ['310001'], allow_transfers: false });
    expect((await client.users.recordings({ user: 'agent@example.test' })).entries).toEqual([]);
  });
});

describe('what an account is set up with', () => {
  it('are campaigns, which can be switched', async () => {
    const client = clientOf(await convoso());
    const { data } = await client.campaigns.search();
    expect(data[0]).toMatchObject({ id: CAMPAIGN, name: 'Solar West', status: 'Y' });
    expect((await client.campaigns.status({ campaign_id: CAMPAIGN, status: false })).success).toBe(true);
  });

  it('are lists', async () => {
    const client = clientOf(await convoso());
    const { id, data } = await client.lists.insert({
      name: 'Solar West B',
      campaign_id: CAMPAIGN,
      status: 1,
    });
    const updated = await client.lists.update({ list_id: id, description: 'second' });
    const lists: ListRecord[] = (await client.lists.search({ status: 1 })).data;
    const deleted = await client.lists.delete({ list_id: id });
    expect([data.list_id, updated.data.list_id, deleted.success]).toEqual([id, id, true]);
    expect(lists.map(({ name }) => name)).toContain('Solar West B');
  });

  it('are statuses, with their flags as Y and N', async () => {
    const client = clientOf(await convoso());
    const flags = {
      final: 'N',
      reached: 'N',
      success: 'N',
      dnc: 'N',
      callback: 'N',
      contact: 'N',
      voicemail: 'N',
    };
    const inserted = await client.status.insert({ status: 'FOLLOW', name: 'Follow Up', ...flags });
    const updated = await client.status.update({ status: 'FOLLOW', final: 'Y' });
    const statuses: StatusRecord[] = (await client.status.search({ query: 'FOLLOW' })).data;
    expect([inserted.data.status, inserted.code, updated.data.status]).toEqual(['FOLLOW', 200, 'FOLLOW']);
    expect(statuses[0]).toMatchObject({ status: 'FOLLOW', final: 'Y', reached: 'N' });
  });
});
