import { describe, expect, it } from '@jest/globals';
import { convoso } from '../stand-ins/convoso/convoso.js';
import { clientOf } from './client.js';

const NUMBER = { phone_number: '773-555-0167', phone_code: '+1', campaign_id: 0 } as const;

describe('the DNC list', () => {
  it('takes a number, changes it, finds it by what is not known of it, and lets it go', async () => {
    const stand = await convoso();
    const { api } = clientOf(stand);
    const lead = stand.leads.add({ phone_number: '7735550167', status: 'DNC' });

    const inserted = await api.dnc.insert({ ...NUMBER, reason: 'ConsentRevoked' });
    const updated = await api.dnc.update({
      id: inserted.data.id ?? '',
      campaign_id: '111',
      reason: '-BLANK-',
    });
    const { rows, total } = await api.dnc.search({ reason: '-BLANK-', campaign_id: 111 });
    await api.dnc.delete({ ...NUMBER, campaign_id: 111, update_lead_status: true, lead_status: 'NEW' });

    expect([inserted.data.id, updated.data.id]).toEqual(['5083', '5083']);
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({
      id: '5083',
      phone_number: '7735550167',
      phone_code: '1',
      campaign_id: '111',
      campaign_name: 'Solar West',
      insert_date: '2026-11-20 09:00:01',
      reason: null,
      purpose: null,
    });
    expect(stand.account.dnc.all()).toEqual([]);
    expect(stand.leads.get(lead.id)['status']).toBe('NEW');
  });
});

describe('the SMS opt-outs', () => {
  it('take a number, change it, and are searched by reason and purpose', async () => {
    const stand = await convoso();
    const { api } = clientOf(stand);

    const inserted = await api.smsOptOut.insert({ ...NUMBER, reason: 'DNC', purpose: 'TELEMKT' });
    const found = await api.smsOptOut.search({ reason: 'DNC', purpose: '-NOTBLANK-' });
    const { data } = await api.smsOptOut.update({ id: found.rows[0]?.id ?? '', purpose: 'NOTIFY' });
    const others = await api.smsOptOut.search({ purpose: 'TELEMKT' });

    expect(inserted.raw).toEqual({ success: true });
    expect(found.rows).toMatchObject([{ id: '12345', reason: 'DNC', purpose: 'TELEMKT', other: {} }]);
    expect(data.id).toBe('12345');
    expect(others).toMatchObject({ rows: [], total: 0 });
  });
});
