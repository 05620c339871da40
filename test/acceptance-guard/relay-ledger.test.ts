import { createRelayClient, relayLedger, type RelayFetch } from '@convoso-connect/core/relay-client';
import { describe, expect, it } from '@jest/globals';
import { send } from '../support/http.js';
import { keyOf } from '../support/key.js';
import { tempFolder } from '../support/relay.js';
import { eventOf, guardingRelay } from './asking.js';

const overSockets: RelayFetch = async (url, { method, headers, body }) => {
  const answer = await send(url, { method, headers, ...(body !== undefined && { body }) });
  const get = (name: string) => (answer.headers[name] as string | undefined) ?? null;
  return { status: answer.status, headers: { get }, text: () => Promise.resolve(answer.text) };
};

const answering =
  (status: number, code: string): RelayFetch =>
  () =>
    Promise.resolve({
      status,
      headers: { get: () => null },
      text: () => Promise.resolve(JSON.stringify({ error: { code, message: 'no', remedy: 'Do.' } })),
    });

const away: RelayFetch = () => Promise.reject(new Error('ECONNREFUSED'));

const EVENT = {
  id: 'e',
  received_at: '2026-11-20T17:00:00.000Z',
  kinds: ['disposition' as const],
  lead: { lead_id: '1' },
};
const QUESTION = { rule: 'sale', step: 'post', event: EVENT };

const ledger = (fetch: RelayFetch, whenAway: 'stop' | 'go-on') =>
  relayLedger(createRelayClient({ url: 'https://relay.example.test', key: 'a-key', fetch }), { whenAway });

describe('the ledger of a relay', () => {
  it('gives the word of the relay, the same when it is asked again', async () => {
    const dataFolder = tempFolder();
    const relay = await guardingRelay({}, { dataFolder });
    const client = createRelayClient({ url: relay.url, key: keyOf(dataFolder), fetch: overSockets });
    const ask = relayLedger(client, { whenAway: 'stop' });
    const limits = { rateLimit: 1 };
    const one = { rule: 'zap', step: 'post', limits, event: { ...eventOf(relay, '1') } };
    const first = await ask(one);
    expect(first).toMatchObject({ admitted: true, by: 'relay' });
    expect(await ask({ ...one, event: { ...eventOf(relay, '2') } })).toMatchObject({
      admitted: false,
      by: 'relay',
      admission: { code: 'RATE_LIMITED' },
    });
    expect(await ask(one)).toEqual(first);
  });

  it.each([
    ['stop', false, 'nothing is done without it, as chosen'],
    ['go-on', true, 'it goes on uncounted, as chosen'],
  ] as const)(
    'tells that the relay is away and what was chosen for that: %s',
    async (whenAway, admitted, said) => {
      for (const fetch of [away, answering(503, 'STARTING'), answering(429, 'TOO_MANY_REQUESTS')]) {
        const answer = await ledger(fetch, whenAway)(QUESTION);
        expect(answer).toMatchObject({ admitted, by: whenAway });
        expect(answer.reason).toContain('the relay could not be asked');
        expect(answer.reason).toContain(said);
      }
    },
  );

  it.each([
    [answering(404, 'UNKNOWN_RULE'), 'UNKNOWN_RULE'],
    [answering(403, 'SCOPE_NEEDED'), 'SCOPE_NEEDED'],
    [answering(409, 'TOO_OLD_TO_TELL'), 'TOO_OLD_TO_TELL'],
  ])('throws what the relay refuses, whatever was chosen for its absence', async (fetch, code) => {
    await expect(ledger(fetch, 'go-on')(QUESTION)).rejects.toMatchObject({ code });
  });

  it('says that the relay is too old for it', async () => {
    await expect(ledger(answering(404, 'NOT_FOUND'), 'go-on')(QUESTION)).rejects.toMatchObject({
      code: 'RELAY_TOO_OLD',
      message: expect.stringContaining('older than its guards'),
      remedy: expect.stringContaining('Update the relay'),
    });
  });
});
