import { describe, expect, it } from '@jest/globals';
import { eventOf } from '../acceptance-guard/asking.js';
import { makeKey } from '../acceptance-keys/keys.js';
import { callOf } from '../support/calls.js';
import { HOUR, MINUTE, SECOND } from '../support/clock.js';
import { destination, type ArrivedRequest } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import type { TestRelay } from '../support/relay.js';
import { failureOf, type Values } from '../zapier/zap.js';
import { presentRelay, zapAt } from './present-relay.js';
import { RelayZap, WAIT_UNTIL_ALLOWED, type Ran } from './relay-zap.js';

const STEP = 'creates.wait_until_allowed.operation';
const ANSWERED = { status: 200, body: '{"status":"success"}' };

/** What Zapier hands to a step of what came to its callback address. */
function rawRequest({ body, headers }: ArrivedRequest) {
  const named = Object.entries(headers).map(([name, value]) => [`Http-${name}`, String(value)] as const);
  return { method: 'POST', querystring: '', headers: Object.fromEntries(named), content: body };
}

const eventOfLead = (relay: TestRelay, id: string) =>
  JSON.stringify({
    ...eventOf(relay, id, { fields: callOf(1, id) }),
    trail_url: `${relay.url}/console/calls/${id}`,
  });

interface Waiting {
  readonly relay: TestRelay;
  readonly zap: RelayZap;
  readonly hooks: Awaited<ReturnType<typeof destination>>;
  /** A run of its own has a callback address of its own. */
  begin(inputData: Values, run?: string): Promise<Ran & { readonly results: Values }>;
  resume(outputData: Values, request: ArrivedRequest, by?: RelayZap): Promise<Values>;
}

async function waiting(): Promise<Waiting> {
  const [relay, hooks] = [await presentRelay(), await destination(() => ANSWERED)];
  const zap = await zapAt(relay, WAIT_UNTIL_ALLOWED);
  return {
    ...{ relay, zap, hooks },
    begin: async (inputData, run = '') =>
      (await zap.run(`${STEP}.perform`, { inputData }, `${hooks.url}/callback${run}`)) as Ran & {
        results: Values;
      },
    resume: async (outputData, request, by = zap) => {
      const handed = { outputData, rawRequest: rawRequest(request) };
      return (await by.run(`${STEP}.performResume`, handed)).results as Values;
    },
  };
}

describe('Wait Until Allowed', () => {
  it('holds the run until its time, and goes on when the relay calls back', async () => {
    const { relay, hooks, begin, resume } = await waiting();
    const begun = await begin({ callEvent: eventOfLead(relay, 'e'), minutes: 30 });
    expect(begun).toMatchObject({
      status: 'CALLBACK',
      results: { outcome: 'waiting', trail_url: `${relay.url}/console/calls/e` },
    });
    relay.advance(29 * MINUTE);
    expect(hooks.requests).toEqual([]);
    relay.advance(MINUTE + SECOND);
    const [called] = await hooks.received(1, '/callback');
    if (called === undefined) throw new Error('nothing was called');
    const done = await resume(begun.results, called);
    expect(done).toMatchObject({ id: begun.results['id'], outcome: 'due', due_at: begun.results['due_at'] });
    expect(Object.keys(done).toSorted()).toEqual(Object.keys(begun.results).toSorted());
  });

  it('stops the Zap in peace, with the reason, once a stop condition has come first', async () => {
    const { relay, hooks, begin, resume } = await waiting();
    const inputs = { callEvent: eventOfLead(relay, 'e'), hours: 2, stopStatuses: ['SALE'] };
    const begun = await begin(inputs);
    relay.advance(HOUR);
    await relay.explain(await relay.post({ ...callOf(1, 9), status: 'SALE' }));
    const [called] = await hooks.received(1, '/callback');
    if (called === undefined) throw new Error('nothing was called');
    const stopped = await failureOf(resume(begun.results, called));
    expect(stopped.kind).toBe('HaltedError');
    expect(stopped.message).toContain('Stopped while it waited');
    expect(stopped.message).toContain('SALE');
  });

  it('holds nothing while a sample is loaded', async () => {
    const { relay, zap } = await waiting();
    const inputData = { callEvent: eventOfLead(relay, 'e'), minutes: 1 };
    const tried = await zap.run(`${STEP}.perform`, { inputData, meta: { isLoadingSample: true } });
    expect(tried.status).not.toBe('CALLBACK');
    expect(tried.results).toMatchObject({ outcome: 'sample' });
    expect(await held(relay)).toEqual([]);
  });

  it('is begun once, however often Zapier repeats it for the same run', async () => {
    const { relay, begin } = await waiting();
    const inputs = { callEvent: eventOfLead(relay, 'e'), minutes: 5 };
    const [first, again] = [await begin(inputs), await begin(inputs)];
    expect(again.results).toEqual(first.results);
    expect(await held(relay)).toHaveLength(1);
  });

  it('goes on under a key that took the place of the one it began with, and under no forged call', async () => {
    const { relay, hooks, begin, resume } = await waiting();
    const begun = await begin({ callEvent: eventOfLead(relay, 'e'), minutes: 5 });
    const { key } = await makeKey(relay, { name: 'another', scopes: ['guard', 'read'] });
    const other = new RelayZap({ url: relay.url, key }, WAIT_UNTIL_ALLOWED);
    const headers = { 'webhook-id': 'x', 'webhook-timestamp': '1', 'webhook-signature': 'v1,AAAA' };
    const forged = { body: '{"outcome":"due"}', headers } as unknown as ArrivedRequest;
    expect(await failureOf(resume(begun.results, forged))).toMatchObject({ code: 'WEBHOOK_SIGNATURE_WRONG' });
    relay.advance(5 * MINUTE + SECOND);
    const [called] = await hooks.received(1, '/callback');
    if (called === undefined) throw new Error('nothing was called');
    await eventually(async () =>
      expect(await resume(begun.results, called, other)).toMatchObject({ outcome: 'due' }),
    );
  });

  it('waits for 29 days at most, and holds nothing for longer', async () => {
    const { relay, begin } = await waiting();
    const callEvent = eventOfLead(relay, 'e');
    expect((await begin({ callEvent, days: 28 })).results).toMatchObject({ outcome: 'waiting' });
    const refused = await failureOf(begin({ callEvent: eventOfLead(relay, 'f'), days: 30 }, '/2'));
    expect(refused).toMatchObject({ kind: 'AppError', code: 'WAIT_TOO_LONG' });
    expect((await held(relay)).filter(({ state }) => state === 'held')).toHaveLength(1);
  });

  it.each([
    ['nothing to wait for', {}, 'WAIT_FOR_NOTHING'],
    ['a time and an offset', { at: '2026-11-20T17:00:00Z', hours: 1 }, 'WAIT_UNTIL_TWICE'],
    ['no time', { at: 'soon' }, 'TIME_UNCLEAR'],
    ['a window that is none', { window: '9 to 5' }, 'CHOICE_UNKNOWN'],
  ])('refuses %s in words', async (_what, inputs, code) => {
    const { relay, begin } = await waiting();
    const refused = await failureOf(begin({ callEvent: eventOfLead(relay, 'e'), ...inputs }));
    expect(refused).toMatchObject({ kind: 'AppError', code });
    expect(await held(relay)).toEqual([]);
  });

  it('is put off while the relay is away: going on would be before the time', async () => {
    const { relay } = await waiting();
    const nobody = new RelayZap({ url: 'http://127.0.0.1:9', key: 'a-key' }, WAIT_UNTIL_ALLOWED);
    const inputData = { callEvent: eventOfLead(relay, 'e'), minutes: 1 };
    const later = await failureOf(nobody.run(`${STEP}.perform`, { inputData }));
    expect(later).toMatchObject({ kind: 'ThrottledError', delay: 60 });
  });
});

async function held(relay: TestRelay): Promise<readonly { readonly state: string }[]> {
  return (JSON.parse((await relay.api('holds')).text) as { holds: { state: string }[] }).holds;
}
