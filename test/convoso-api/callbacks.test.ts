import { describe, expect, it } from '@jest/globals';
import { USER, convoso } from '../stand-ins/convoso/convoso.js';
import { clientOf, failureOf } from './client.js';

async function setUp() {
  const stand = await convoso();
  const lead = stand.leads.add({ phone_number: '7735550167', list_id: '3343' });
  return { stand, lead, ...clientOf(stand) };
}

describe('callbacks', () => {
  it('are scheduled, found, dismissed, and deleted', async () => {
    const { stand, lead, api } = await setUp();

    const { data } = await api.callbacks.insert({
      lead_id: lead.id,
      recipient: 'System',
      callback_time: '2026-11-23 14:30:00',
      callback_time_zone: -5,
    });
    const callback_id = data.callback_id ?? '';
    const pending = await api.callbacks.search({ stage: 'PENDING', start_date: '2026-11-23' });
    await api.callbacks.update({ callback_id, status: 'Dismissed', comments: 'reached by mail' });
    const dismissed = await api.callbacks.search({ stage: 'DISMISSED', comments: 'by mail' });
    await api.callbacks.delete({ callback_id });

    expect(callback_id).toBe('657');
    expect(pending).toMatchObject({ total: 1, raw: { data: { total: '1', limit: '20', offset: '0' } } });
    expect(pending.rows[0]).toMatchObject({
      id: '657',
      lead_id: lead.id,
      callback_time: '2026-11-23 14:30:00',
      recipient: 'System',
      stage: 'PENDING',
      comments: null,
      user: null,
    });
    expect(dismissed.rows[0]?.modified_at).toBe('2026-11-20 09:00:02');
    expect(stand.account.callbacks.all()).toEqual([]);
  });

  it('carry their time zone as a decimal number of hours', async () => {
    const { stand, lead, api } = await setUp();
    const callback = { lead_id: lead.id, recipient: 'System', callback_time: '2026-11-23 14:30:00' } as const;

    for (const callback_time_zone of ['-5.00', '-5', -5, '5.5', '+5.50', 0]) {
      await api.callbacks.insert({ ...callback, callback_time_zone });
    }

    expect(stand.account.callbacks.all().map((row) => row['callback_time_zone'])).toEqual([
      '-5.00',
      '-5.00',
      '-5.00',
      '5.50',
      '5.50',
      '0.00',
    ]);
  });

  it('are for one agent only if that agent is named', async () => {
    const { lead, api } = await setUp();
    const callback = {
      lead_id: lead.id,
      recipient: 'Personal',
      callback_time: '2026-11-23 14:30:00',
      callback_time_zone: '-8.00',
    } as const;

    const error = await failureOf(api.callbacks.insert(callback));
    await api.callbacks.insert({ ...callback, user_id: USER });

    expect(error.message).toContain('user_id is required when recipient is Personal.');
    await api.callbacks.update({ callback_id: 657, recipient: 'Personal', comments: 'still the same agent' });
    const { rows } = await api.callbacks.search({ recipient: 'Personal' });
    expect(rows).toMatchObject([{ user: USER, recipient: 'USERONLY' }]);
  });

  it('that are not there are no failure of a search', async () => {
    const { api } = await setUp();

    expect(await api.callbacks.search()).toMatchObject({ rows: [], raw: { success: false, code: 6000 } });
  });
});
