import { describe, expect, it } from '@jest/globals';
import { CONVOSO_ACTIONS } from '../../src/actions/index.js';
import { errandOf, fakeConvoso, planOf } from './sample.js';

const { HOPPER, DNC, CALLBACK, CALLBACK_UPDATE, REVENUE } = CONVOSO_ACTIONS;
const ID = '1364887';
const LEAD = { id: ID, phone_number: '7735550167', list_id: '4455', alt_phone_1: '(773) 555-0168' };
const again = { again: true };
const first = { again: false };

describe('Place Call', () => {
  const hopper = errandOf(
    { type: 'HOPPER', priority: 42, expiresInMinutes: 60 },
    { lead: { id: ID }, callLog: { list_id: '3343' } },
    { lead: { phone_number: '7735550100', list_id: '3343' } },
  );

  it('takes number and list as Convoso has them now: it must not undo a Move that came in between', async () => {
    const { api } = fakeConvoso({ leads: [LEAD] });
    expect(await HOPPER.plan(hopper, api)).toEqual(
      planOf({
        endpoint: 'leads/insert',
        parameters: {
          list_id: '4455',
          phone_number: '7735550167',
          lead_id: ID,
          update_if_found: '1',
          hopper: '1',
          hopper_priority: '42',
          hopper_expires_in: '60',
        },
      }),
    );
  });

  it('takes them as delivered where Convoso does not show the lead', async () => {
    const planned = await HOPPER.plan(hopper, fakeConvoso().api);
    expect(planned).toMatchObject({
      calls: [{ parameters: { list_id: '3343', phone_number: '7735550100' } }],
    });
  });

  it('is impossible without a list, and says what to map', async () => {
    const errand = errandOf({ type: 'HOPPER' }, { lead: { id: ID, phone_number: '7735550167' } });
    expect(await HOPPER.plan(errand, fakeConvoso().api)).toMatchObject({
      code: 'FIELD_UNKNOWN',
      reason: expect.stringContaining("the lead's list_id is not known: map it"),
    });
  });

  it('sends yes and no as such', async () => {
    const { api, calls } = fakeConvoso();
    const planned = await HOPPER.plan(hopper, api);
    if ('code' in planned) throw new Error(planned.reason);
    await HOPPER.perform(planned, api, first);
    expect(calls.at(-1)).toMatchObject({ parameters: { update_if_found: true, hopper: true } });
  });
});

describe('Add to DNC', () => {
  const numbersOf = async (parts: object, { leads = [LEAD] as object[], lead = {} } = {}) => {
    const { api } = fakeConvoso({ leads: leads as Record<string, unknown>[] });
    const errand = errandOf({ type: 'DNC', numbers: 'primary', ...parts }, { lead: { id: ID } }, { lead });
    const planned = await DNC.plan(errand, api);
    return 'code' in planned ? planned.code : planned.calls.map(({ parameters }) => parameters);
  };
  const everywhere = { phone_code: '1', campaign_id: '0' };

  it('takes the primary number, as delivered or as delivered last', async () => {
    const { api } = fakeConvoso();
    const errand = errandOf(
      { type: 'DNC', numbers: 'primary' },
      { lead: { phone_number: '+1 773 555 0167' } },
    );
    expect(await DNC.plan(errand, api)).toMatchObject({
      calls: [{ parameters: { phone_number: '7735550167', ...everywhere } }],
    });
    expect(await numbersOf({}, { lead: { phone_number: '7735550169' } })).toEqual([
      { phone_number: '7735550169', ...everywhere },
    ]);
  });

  it('takes every number that Convoso has, each once, with the country code of the lead', async () => {
    const leads = [{ ...LEAD, alt_phone_2: '7735550167', phone_code: '52' }];
    expect(await numbersOf({ numbers: 'all', campaignId: 111 }, { leads })).toEqual([
      { phone_number: '7735550167', phone_code: '52', campaign_id: '111' },
      { phone_number: '7735550168', phone_code: '52', campaign_id: '111' },
    ]);
  });

  it('is impossible without a number', async () => {
    expect(await numbersOf({})).toBe('NO_PHONE');
    expect(await numbersOf({ numbers: 'all' }, { leads: [] })).toBe('NO_PHONE');
  });

  it('passes over what is on the list, and fails with any other refusal', async () => {
    const calls = ['7735550167', '7735550168'].map((phone_number) => ({
      endpoint: 'dnc/insert',
      parameters: { phone_number, ...everywhere },
    }));
    const there = fakeConvoso({ refuse: { 'dnc/insert': 6008 } });
    expect(await DNC.perform(planOf(...calls), there.api, first)).toMatchObject({
      note: 'on the list already: 7735550167, 7735550168',
    });
    expect(there.calls).toHaveLength(2);
    const invalid = fakeConvoso({ refuse: { 'dnc/insert': 6007 } });
    await expect(DNC.perform(planOf(...calls), invalid.api, first)).rejects.toMatchObject({
      convosoCode: 6007,
    });
  });
});

describe('System Callback', () => {
  const parameters = {
    lead_id: ID,
    recipient: 'System',
    callback_time: '2026-11-20 10:30:00',
    callback_time_zone: '-8.00',
  };
  const plan = planOf({ endpoint: 'callbacks/insert', parameters });

  it('is planned on the clock of the account, so long after the attempt begins', async () => {
    expect(
      await CALLBACK.plan(errandOf({ type: 'CALLBACK', afterSeconds: 5_400 }), fakeConvoso().api),
    ).toEqual(plan);
  });

  it('that is personal belongs to the named user, else to the agent of the call', async () => {
    const personal = { type: 'CALLBACK', afterSeconds: 0, recipient: 'personal' } as const;
    const call = { lead: { id: ID }, callLog: { user_id: '1104055' } };
    const { api } = fakeConvoso();
    expect(await CALLBACK.plan(errandOf(personal, call), api)).toMatchObject({
      calls: [{ parameters: { recipient: 'Personal', user_id: '1104055' } }],
    });
    expect(await CALLBACK.plan(errandOf({ ...personal, userId: 7 }, call), api)).toMatchObject({
      calls: [{ parameters: { user_id: '7' } }],
    });
    expect(await CALLBACK.plan(errandOf(personal), api)).toMatchObject({ code: 'NO_USER' });
  });

  it('is inserted at the first attempt without looking', async () => {
    const { api, calls } = fakeConvoso({ callbacks: [parameters] });
    expect(await CALLBACK.perform(plan, api, first)).toMatchObject({ note: null });
    expect(calls).toEqual([{ endpoint: 'callbacks/insert', parameters }]);
  });

  it.each(['2026-11-20 10:30:00', '2026-11-20 10:30:00 America/Los_Angeles'])(
    'is not inserted again where one at this very time is there, shown as %j',
    async (callback_time) => {
      const { api, calls } = fakeConvoso({ callbacks: [{ ...parameters, callback_time }] });
      const { note } = await CALLBACK.perform(plan, api, again);
      expect(note).toContain('from an attempt before');
      expect(calls.map(({ endpoint }) => endpoint)).toEqual(['callbacks/search']);
    },
  );

  it('is inserted again where the ones that are there are at other times', async () => {
    const { api, calls } = fakeConvoso({
      callbacks: [{ ...parameters, callback_time: '2026-11-20 10:30:01' }],
    });
    await CALLBACK.perform(plan, api, again);
    expect(calls.map(({ endpoint }) => endpoint)).toEqual(['callbacks/search', 'callbacks/insert']);
  });
});

describe('Update Callback', () => {
  const callback = (id: string, stage: string | null, callback_time: string | null) => ({
    id,
    stage,
    callback_time,
    lead_id: ID,
  });
  const callbacks = [
    callback('1', 'COMPLETED', '2026-11-19 09:00:00'),
    callback('2', 'PENDING', '2026-11-22 09:00:00'),
    callback('3', 'PASTDUE', '2026-11-20 08:00:00'),
    callback('4', 'DISMISSED', '2026-11-18 08:00:00'),
  ];
  const remove = { type: 'CALLBACK_UPDATE', operation: 'remove' } as const;

  it('settles on the open callback that comes first', async () => {
    const { api } = fakeConvoso({ callbacks });
    expect(await CALLBACK_UPDATE.plan(errandOf(remove), api)).toEqual(
      planOf({ endpoint: 'callbacks/delete', parameters: { callback_id: '3' } }),
    );
    const modify = { type: 'CALLBACK_UPDATE', operation: 'modify', afterSeconds: 60 } as const;
    expect(await CALLBACK_UPDATE.plan(errandOf(modify), api)).toMatchObject({
      calls: [{ parameters: { callback_id: '3', callback_time: '2026-11-20 09:01:00' } }],
    });
  });

  it('is impossible where none is open', async () => {
    const { api } = fakeConvoso({ callbacks: callbacks.filter(({ id }) => ['1', '4'].includes(id)) });
    expect(await CALLBACK_UPDATE.plan(errandOf(remove), api)).toMatchObject({ code: 'NO_CALLBACK' });
  });

  it('that finds its callback gone has removed it before, unless nothing was tried before', async () => {
    const plan = planOf({ endpoint: 'callbacks/delete', parameters: { callback_id: '3' } });
    const { api } = fakeConvoso({ refuse: { 'callbacks/delete': 6038 } });
    expect(await CALLBACK_UPDATE.perform(plan, api, again)).toMatchObject({
      note: expect.stringContaining('an attempt before has removed it'),
    });
    await expect(CALLBACK_UPDATE.perform(plan, api, first)).rejects.toMatchObject({ convosoCode: 6038 });
  });
});

describe('Add to Revenue', () => {
  it('sets the amount on the call, and is impossible without one', async () => {
    const { api } = fakeConvoso();
    const revenue = { type: 'REVENUE', amount: 49.9 } as const;
    expect(await REVENUE.plan(errandOf(revenue, { callLog: { call_log_id: '14683239' } }), api)).toEqual(
      planOf({ endpoint: 'revenue/update', parameters: { call_log_id: '14683239', revenue: '49.9' } }),
    );
    expect(await REVENUE.plan(errandOf(revenue), api)).toMatchObject({ code: 'NO_CALL' });
  });
});
