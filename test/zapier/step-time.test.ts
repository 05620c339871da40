import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { LIST } from '../stand-ins/convoso/convoso.js';
import { failureOf, zap, type Zap } from './zap.js';

const PHONE = '7735550167';

const rawRequest = {
  method: 'POST' as const,
  querystring: '',
  headers: { 'Http-Content-Type': 'application/json' },
  content: JSON.stringify({ call_log_id: '7', lead_id: '1364887', status: 'NI' }),
};

/** Lets the answer to the next call of a path come so late that a step which began before it has only this much left. */
async function slow(zapier: Zap, path: string, step: () => Promise<unknown>, milliseconds: number) {
  const begun = Date.now();
  const answer = zapier.convoso.holdNext(path);
  const ends = failureOf(step());
  await zapier.convoso.received(1, `/v1/${path}`);
  jest.spyOn(Date, 'now').mockReturnValue(begun + milliseconds);
  answer();
  return ends;
}

describe('the time that Zapier gives a step', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('Z13: is shared by its requests, and none is begun that would be cut off: no lead is put into the hopper by a step that failed', async () => {
    const zapier = await zap();
    const { id: lead_id } = zapier.convoso.leads.add({ list_id: LIST, phone_number: PHONE, status: 'NEW' });
    const failure = await slow(
      zapier,
      'leads/search',
      () => zapier.create('put_lead_in_hopper', { lead_id }),
      23_000,
    );
    expect(failure.message).toMatch(/not begun/);
    expect(zapier.convoso.requests.map(({ path }) => path)).toEqual(['/v1/leads/search']);
    expect(zapier.convoso.account.hopper).toEqual([]);
  });

  it('Z13: ends Change Status before it writes, where the dispositions took too long', async () => {
    const zapier = await zap();
    const { id: lead_id } = zapier.convoso.leads.add({ list_id: LIST, phone_number: PHONE, status: 'NEW' });
    const step = () => zapier.create('change_status', { lead_id, status: 'NI' });
    const failure = await slow(zapier, 'status/search', step, 23_000);
    expect(failure.message).toMatch(/not begun/);
    expect(zapier.convoso.leads.get(lead_id)).toMatchObject({ status: 'NEW' });
  });

  it('Z19: holds up no event for dispositions: after 5 of the 25 seconds it goes on in built-in words', async () => {
    const zapier = await zap();
    const given: number[] = [];
    const wait = globalThis.setTimeout;
    // The client gives the request a limit of its own; that limit passes at once here.
    jest.spyOn(globalThis, 'setTimeout').mockImplementation((run, milliseconds = 0) => {
      if (milliseconds < 3_000) return wait(run, milliseconds);
      given.push(milliseconds);
      return wait(run, 50);
    });
    const answer = zapier.convoso.holdNext('status/search');
    const [event] = await zapier.trigger('call_event', { rawRequest });
    answer();
    expect(event).toMatchObject({ disposition: { code: 'NI', flags_from: 'built-in' } });
    expect(event?.['doubt']).toMatch(/built-in words/);
    expect(Math.max(...given)).toBeLessThanOrEqual(5_000);
  });
});

describe('the dispositions of an account', () => {
  it('Z18: are asked for once by all steps of a run', async () => {
    const zapier = await zap();
    const [event] = await zapier.trigger('call_event', { rawRequest });
    const callEvent = event?.['event_json'];
    await zapier.create('map_with_adaptor', { preset: 'salesforceNewLead', callEvent });
    await zapier.create('map_with_adaptor', { preset: 'salesforceTask', callEvent });
    expect(zapier.convoso.requests.map(({ path }) => path)).toEqual(['/v1/status/search']);
  });

  it('Z18: of one account are never given to another', async () => {
    const [one, other] = [await zap(), await zap()];
    other.convoso.account.addStatus({ status: 'XSALE', name: 'Cross Sale' });
    await one.create('decode_disposition', { status: 'NI' });
    const authData = { convosoAddress: other.convoso.baseUrl };
    const decoded = await one.create('decode_disposition', { status: 'XSALE' }, { authData });
    expect(decoded).toMatchObject({ name: 'Cross Sale', flags_from: 'account' });
  });
});
