import { describe, expect, it } from '@jest/globals';
import { makeKey, bearer, order, signedIn } from '../acceptance-keys/keys.js';
import { callOf } from '../support/calls.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { errorOf, runRelay, type TestRelay } from '../support/relay.js';
import { follow, type Following, type Told } from './following.js';

async function running(): Promise<TestRelay> {
  const crm = await destination(() => ({ status: 200, body: '{"success":true}' }));
  return runRelay({
    config: config({ endpoints: [endpoint('crm', crm)], workflows: [workflow('all', ['crm'])] }),
  });
}

/** What was told once it holds what `look` asks for; the relay is given its beats meanwhile. */
function once(relay: TestRelay, following: Following, look: (told: readonly Told[]) => void): Promise<void> {
  return eventually(() => {
    relay.running.wake();
    look(following.told());
  });
}

const callsIn = (told: readonly Told[]): string[] =>
  told.flatMap(({ data }) => (data.calls ?? []).map(({ id }) => id));

describe('who follows what happens', () => {
  it('is told of each call and each attempt, once, and of nothing that was before', async () => {
    const relay = await running();
    const before = await relay.post(callOf(1));
    await relay.settled(before);
    const following = await follow(relay);
    expect(following).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' },
    });

    const id = await relay.post(callOf(2));
    await relay.settled(id);

    await once(relay, following, (told) => {
      expect(callsIn(told)).toEqual([id]);
      const attempts = told.flatMap(({ data }) => data.attempts ?? []);
      expect(attempts).toMatchObject([{ endpointId: 'crm', outcome: 'delivered' }]);
    });
    expect(following.told()[0]?.event).toBe('hello');
    expect(following.text()).not.toContain(before);
  });

  it('goes on behind the last event that it has had, where it was cut off', async () => {
    const relay = await running();
    const first = await follow(relay);
    await once(relay, first, (told) => expect(told).toHaveLength(1));
    const [hello] = first.told();
    first.leave();
    const missed = await relay.post(callOf(1));
    await relay.settled(missed);

    const again = await follow(relay, { ...relay.authorization, 'last-event-id': hello?.id ?? '' });

    await once(relay, again, (told) => expect(callsIn(told)).toEqual([missed]));
  });

  it.each(['999999.999999', 'x', '1.2.3', '-1.0', '1e9.1'])(
    'begins with what comes now where its last event is none of this relay: %s',
    async (id) => {
      const relay = await running();
      await relay.settled(await relay.post(callOf(1)));
      const following = await follow(relay, { ...relay.authorization, 'last-event-id': id });

      const next = await relay.post(callOf(2));

      await once(relay, following, (told) => expect(callsIn(told)).toEqual([next]));
    },
  );

  it('is told that something has changed that is no call and no attempt', async () => {
    const relay = await running();
    await relay.api('endpoints/crm/pause', { method: 'POST' });
    const id = await relay.post(callOf(1));
    await relay.explain(id);
    const following = await follow(relay);
    await once(relay, following, (told) => expect(told).toHaveLength(1));
    // What the relay itself wrote until now is told before.
    await eventually(async () => {
      relay.running.wake();
      expect((await relay.api('pending?endpoint=crm')).text).toContain(id);
    });
    const before = following.told().length;

    await relay.api(`pending/${id}-01/flush`, { method: 'POST' });

    await once(relay, following, (told) => {
      expect(told.length).toBeGreaterThan(before);
      expect(told.at(-1)?.data).toMatchObject({ calls: [], attempts: [], more: false });
    });
  });

  it('is told in time that the connection is alive', async () => {
    const relay = await running();
    const following = await follow(relay);
    const alive = () => following.text().split(': alive').length - 1;
    await once(relay, following, () => expect(alive()).toBe(1));

    relay.clock.advance(15_000);

    await once(relay, following, () => expect(alive()).toBe(2));
  });

  it('is told that there was more than is told at once', async () => {
    const relay = await running();
    for (let lead = 1; lead <= 52; lead++) await relay.post(callOf(lead));
    await eventually(async () => {
      const { text } = await relay.api('occurrences?limit=100');
      expect((JSON.parse(text) as { occurrences: unknown[] }).occurrences).toHaveLength(52);
    });

    const again = await follow(relay, { ...relay.authorization, 'last-event-id': '0.0' });

    await once(relay, again, (told) => {
      const [, news] = told;
      expect(news?.data.more).toBe(true);
      expect(news?.data.calls).toHaveLength(50);
    });
  });

  const endings: Record<string, (relay: TestRelay) => Promise<[Following, () => Promise<unknown>]>> = {
    'signs out': async (relay) => {
      const browser = await signedIn(relay);
      return [
        await follow(relay, browser),
        () => order(relay, { method: 'DELETE', path: '/api/session' }, browser),
      ];
    },
    'has its session ended by somebody else': async (relay) => {
      const following = await follow(relay, await signedIn(relay));
      const { text } = await relay.api('sessions');
      const [session] = (JSON.parse(text) as { sessions: { id: string }[] }).sessions;
      return [following, () => relay.api(`sessions/${session?.id ?? ''}`, { method: 'DELETE' })];
    },
    'has its key withdrawn': async (relay) => {
      const key = await makeKey(relay, { name: 'wallboard', scopes: ['read'] });
      return [await follow(relay, bearer(key)), () => relay.api(`keys/${key.id}`, { method: 'DELETE' })];
    },
  };
  it.each(Object.keys(endings))('hears nothing more when it %s', async (ending) => {
    const relay = await running();
    const [following, end] = (await endings[ending]?.(relay)) ?? [
      await follow(relay),
      () => Promise.resolve(),
    ];

    await end();
    const id = await relay.post(callOf(1));
    await relay.settled(id);

    await once(relay, following, () => expect(following.isOver()).toBe(true));
    expect(following.text()).not.toContain(id);
  });

  it('keeps nobody from stopping the relay', async () => {
    const relay = await running();
    const following = await follow(relay);

    await relay.stop();

    await eventually(() => expect(following.isOver()).toBe(true));
  });

  it('needs a key that reads', async () => {
    const relay = await running();
    const guarding = await makeKey(relay, { name: 'n8n', scopes: ['guard'] });

    expect((await follow(relay, {})).status).toBe(401);
    expect((await follow(relay, bearer(guarding))).status).toBe(403);
  });

  it('is one of so many, and the next is asked to come later', async () => {
    const relay = await running();
    for (let each = 0; each < 50; each++) await follow(relay);

    const full = await relay.api('live', { headers: { accept: 'text/event-stream' } });

    expect(full.status).toBe(503);
    expect(errorOf(full).code).toBe('TOO_MANY_LISTENERS');
    expect(full.headers['retry-after']).toBe('30');
  });
});
