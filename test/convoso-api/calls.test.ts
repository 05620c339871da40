import { describe, expect, it } from '@jest/globals';
import { LIST, USER, convoso } from '../stand-ins/convoso/convoso.js';
import { clientOf, failureOf } from './client.js';

describe('calls', () => {
  it('come newest first, in one type for each value, with the count of the page told from its rows', async () => {
    const stand = await convoso();
    const { api } = clientOf(stand);
    const lead = stand.leads.add({ phone_number: '7735550167', first_name: 'Test' });
    const first = stand.account.addCall({ lead_id: lead.id, status: 'SALE', call_length: '0' });
    const second = stand.account.addCall({ lead_id: lead.id, user_id: '666666', queue_seconds: '2.50' });

    const { rows, total, raw } = await api.callLog.retrieve({ lead_id: lead.id });

    expect(rows.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(total).toBe(2);
    expect(raw['data']).toMatchObject({ total_found: '2', entries: 2 });
    expect(rows[1]).toEqual({
      id: first.id,
      lead_id: lead.id,
      list_id: LIST,
      campaign_id: '111',
      campaign: 'Solar West',
      user: 'Test Agent',
      user_id: USER,
      phone_number: '7735550167',
      number_dialed: null,
      first_name: 'Test',
      last_name: null,
      status: 'SALE',
      status_name: 'Sale',
      call_length: 0,
      call_date: '2026-11-20 09:00:01',
      agent_comment: null,
      queue_id: null,
      queue: null,
      called_count: 1,
      caller_id_displayed: null,
      inbound_number: null,
      term_reason: 'CALLER',
      call_type: 'OUTBOUND',
      queue_position: 1,
      queue_seconds: 0,
      originating_agent_id: null,
      session_id: null,
      recording: [],
      other: {},
    });
    expect(rows[0]).toMatchObject({ user: 'System User', user_id: '666666', queue_seconds: 2.5 });
  });

  it('come oldest first, of one type, and with their recordings, where that is asked for', async () => {
    const stand = await convoso();
    const { api } = clientOf(stand);
    const first = stand.account.addCall({ call_type: 'INBOUND' });
    stand.account.addCall({ call_type: 'OUTBOUND' });
    const last = stand.account.addCall({ call_type: 'INBOUND' });
    stand.account.recordings.add({ call_log_id: first.id, url: 'https://rec.example.test/8.mp3' });

    const { rows } = await api.callLog.retrieve({
      call_type: 'INBOUND',
      order: 'asc',
      include_recordings: true,
    });

    expect(rows.map(({ id }) => id)).toEqual([first.id, last.id]);
    const url = 'https://rec.example.test/8.mp3';
    expect(rows[0]?.recording).toEqual([
      { recording_id: '8', src: url, type: 'audio/mpeg', filename: url, public_url: url, other: {} },
    ]);
    expect(rows[1]?.recording).toEqual([]);
  });

  it('take the two extra fields and revenue', async () => {
    const stand = await convoso();
    const { api } = clientOf(stand);
    const { id } = stand.account.addCall({});

    await api.callLog.update({ call_log_id: id, extra_field_02: 'paid' });
    const { data } = await api.revenue.update({ call_log_id: Number(id), revenue: 150.75 });

    expect(data.call_log_id).toBe(id);
    expect(stand.calls.get(id)).toMatchObject({ extra_field_02: 'paid', revenue: '150.75' });
  });

  it('are not written without a value, and nothing is sent then', async () => {
    const stand = await convoso();
    const { api } = clientOf(stand);

    const errors = [
      await failureOf(api.callLog.update({ call_log_id: 1 })),
      await failureOf(api.revenue.update({ call_log_id: 1, return: null })),
    ];

    expect(errors.map(({ code, outcome }) => [code, outcome])).toEqual([
      ['CONVOSO_PARAMETERS_INVALID', 'not-sent'],
      ['CONVOSO_PARAMETERS_INVALID', 'not-sent'],
    ]);
    expect(stand.requests).toEqual([]);
  });
});
