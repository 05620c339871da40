import { describe, expect, it } from '@jest/globals';
import app from 'convoso-connect-zapier';
import { CAMPAIGN, LIST } from '../stand-ins/convoso/convoso.js';
import { failureOf, zap } from './zap.js';

const PHONE = '7735550167';

describe('Find Lead', () => {
  it.each(['lead_id', 'phone_number', 'email'])(
    'finds by %s, the lead that was changed last first',
    async (by) => {
      const zapier = await zap();
      const { leads } = zapier.convoso;
      const values = { list_id: LIST, phone_number: PHONE, email: 'lead@example.test' };
      leads.add({ ...values, modified_at: '2026-11-01 10:00:00' });
      const newest = leads.add({ ...values, modified_at: '2026-11-03 10:00:00', city: 'Reno' });
      leads.add({ ...values, modified_at: '2026-11-02 10:00:00' });
      const wanted = { lead_id: newest.id, phone_number: '(773) 555-0167', email: 'lead@example.test' }[by];

      const found = await zapier.search('find_lead', {
        [by]: wanted,
        ...(by === 'email' ? { phone_number: '' } : {}),
      });

      expect(found).toHaveLength(by === 'lead_id' ? 1 : 3);
      expect(found[0]).toMatchObject({ id: newest.id, city: 'Reno', last_name: '' });
    },
  );

  it('answers with no lead where there is none', async () => {
    const zapier = await zap();
    expect(await zapier.search('find_lead', { phone_number: '7735550199' })).toEqual([]);
  });

  it('does not find just any lead when the step before left everything empty', async () => {
    const zapier = await zap();
    zapier.convoso.leads.add({ list_id: LIST, phone_number: PHONE });
    const failure = await failureOf(zapier.search('find_lead', { phone_number: '', email: '' }));
    expect(failure).toMatchObject({ kind: 'AppError', code: 'NOTHING_TO_FIND_BY' });
  });

  it('inserts the lead that it does not find, where a Zap says so', async () => {
    const zapier = await zap();
    const { search = '', create = '' } = app.searchOrCreates?.['find_lead'] ?? {};
    expect(await zapier.search(search, { phone_number: PHONE })).toEqual([]);
    const saved = await zapier.create(create, { phone_number: PHONE, list_id: LIST });
    const [found] = await zapier.search(search, { phone_number: PHONE });
    expect(found?.['id']).toBe(saved['id']);
  });
});

describe('an id that a search finds', () => {
  interface Field {
    readonly key: string;
    readonly search?: string;
    readonly dynamic?: string;
  }
  const fields = Object.values({ ...app.creates, ...app.searches }).flatMap(({ key, operation }) =>
    (operation.inputFields as unknown as readonly Field[])
      .filter(({ search }) => search !== undefined)
      .map((field): [string, Field] => [`${key}.${field.key}`, field]),
  );

  it('Z9: is one in every action on a lead, a call or a callback that is there', () => {
    const steps = new Set(fields.map(([place]) => place.split('.')[0]));
    expect([...steps]).toEqual(
      expect.arrayContaining(['insert_lead', 'update_lead', 'update_field', 'move_lead', 'change_status']),
    );
    expect(steps.size).toBeGreaterThanOrEqual(11);
  });

  it.each(fields)(
    'Z9: is offered beside %s: with a search of the app, and a drop-down that is there',
    async (_place, field) => {
      const zapier = await zap();
      const [search = ''] = field.search?.split('.') ?? [];
      expect(Object.keys(app.searches)).toContain(search);
      expect(app.searches[search]?.display.hidden).not.toBe(true);
      const [trigger = ''] = field.dynamic?.split('.') ?? [];
      expect(await zapier.trigger(trigger)).toEqual([]);
    },
  );
});

describe('Find Call Log', () => {
  it('finds a call by its id, with its recording as soon as there is one', async () => {
    const zapier = await zap();
    const { account } = zapier.convoso;
    const call = account.addCall({ call_date: '2026-11-20 10:00:00' });
    const inputs = { id: call.id, start_time: '2026-11-20 00:00:00' };
    expect(await zapier.search('find_call_log', inputs)).toMatchObject([{ id: call.id, recording: '' }]);
    account.recordings.add({ call_log_id: call.id, url: 'https://recordings.example.test/8.mp3' });
    expect(await zapier.search('find_call_log', inputs)).toMatchObject([
      {
        id: call.id,
        call_length: 148,
        campaign_id: CAMPAIGN,
        recording: 'https://recordings.example.test/8.mp3',
      },
    ]);
  });

  it('answers with no call where there is none yet', async () => {
    const zapier = await zap();
    expect(await zapier.search('find_call_log', { lead_id: '1364887' })).toEqual([]);
  });
});

describe('Find Disposition', () => {
  it('finds by code or name, what is exactly that first', async () => {
    const zapier = await zap();
    const found = await zapier.search('find_disposition', { query: 'a' });
    expect(found[0]).toMatchObject({ id: 'A', name: 'Answering Machine' });
    expect(found.length).toBeGreaterThan(1);
    const [named] = await zapier.search('find_disposition', { query: 'Not Interested' });
    expect(named).toMatchObject({ id: 'NI', final: true, dnc: false });
  });

  it('answers with none where there is none', async () => {
    const zapier = await zap();
    expect(await zapier.search('find_disposition', { query: 'No such' })).toEqual([]);
  });
});

describe('Find Lead, of a number that many leads have', () => {
  it('gives the one that was changed last, wherever Convoso puts it, and no more than anybody needs', async () => {
    const zapier = await zap();
    const { leads } = zapier.convoso;
    const changed = (modified_at: string) =>
      leads.add({ list_id: LIST, phone_number: '7735550167', modified_at }).id;
    for (let count = 0; count < 150; count += 1) changed('2026-11-01 09:00:00');
    const last = changed('2026-11-19 09:00:00');
    const found = await zapier.search('search_lead', { search_phone_number: '7735550167' });
    expect([found[0]?.['id'], found.length]).toEqual([last, 100]);
  });
});
