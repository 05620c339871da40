import { RelayError } from '@convoso-connect/core/relay-client';
import { describe, expect, it } from '@jest/globals';
import { callOf, DISPOSED } from '../support/calls.js';
import { config } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { makeKey } from '../acceptance-keys/keys.js';
import { runRelay } from '../support/relay.js';
import { clientOf, eventsOf, publishingRelay, subscribe } from './subscribing.js';

const refusedAs = (code: string) => expect.objectContaining({ code });
const OWN_SECRET = `whsec_${Buffer.from('s'.repeat(32)).toString('base64')}`;

describe('an order for events', () => {
  it('given twice is one subscription, whatever the order of its parts, and its secret is told once', async () => {
    const relay = await publishingRelay();
    const { url } = await destination();
    const first = await subscribe(relay, {
      url,
      topics: ['call.event', 'alarm.changed'],
      filter: { kinds: ['disposition'], campaigns: ['7', '8'] },
    });
    const again = await subscribe(relay, {
      url,
      topics: ['alarm.changed', 'call.event'],
      filter: { campaigns: ['8', '7', '8'], kinds: ['disposition'], lists: [] },
    });
    expect(first).toMatchObject({ created: true, secret: expect.stringMatching(/^whsec_/) });
    expect(again).toMatchObject({ id: first.id, created: false, secret: null });
    expect((await subscribe(relay, { url, topics: ['call.event'] })).id).not.toBe(first.id);
    const { text } = await relay.api('subscriptions');
    expect(text).not.toContain('whsec_');
  });

  it('given at once from several places is one subscription', async () => {
    const relay = await publishingRelay();
    const { url } = await destination();
    const all = await Promise.all(Array.from({ length: 12 }, () => subscribe(relay, { url })));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(all.filter(({ created }) => created)).toHaveLength(1);
  });

  it('with a secret of the subscriber’s own is signed with it, also where the subscription was there before', async () => {
    const relay = await publishingRelay();
    const zap = await destination();
    await subscribe(relay, { url: zap.url });
    expect(await subscribe(relay, { url: zap.url, secret: OWN_SECRET })).toMatchObject({
      created: false,
      secret: null,
    });
    await relay.post(DISPOSED);
    const requests = await zap.received(1);
    expect(eventsOf(requests, OWN_SECRET)).toHaveLength(1);
  });

  it('for a private address is refused, and the remedy has the line that would permit it', async () => {
    const relay = await runRelay({ config: { ...config({ endpoints: [], workflows: [] }), settings: {} } });
    const refused = await subscribe(relay, { url: 'http://127.0.0.1:5678/webhook/1' }).catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(RelayError);
    expect(refused).toMatchObject({
      code: 'TARGET_NOT_PUBLIC',
      status: 400,
      remedy: 'If this destination may be called, add "127.0.0.1:5678" to settings.egress.allow.',
    });
  });

  it.each([
    ['crm.example.test/in', 'URL_WITHOUT_PROTOCOL'],
    ['ftp://crm.example.test/in', 'URL_PROTOCOL_UNSUPPORTED'],
    ['https://user:pass@crm.example.test/in', 'URL_WITH_CREDENTIALS'],
    ['https://crm.example.test/a b', 'BAD_URL'],
    ['http://93.184.216.34/in', 'TARGET_NOT_HTTPS'],
    ['https://nowhere.invalid/in', 'TARGET_NOT_RESOLVED'],
  ])('for %s is refused as %s', async (url, code) => {
    const relay = await publishingRelay();
    await expect(subscribe(relay, { url })).rejects.toThrow(refusedAs(code));
  });

  it('that names a hook which is not there is refused, because it would match nothing for ever', async () => {
    const relay = await publishingRelay();
    const { url } = await destination();
    await expect(subscribe(relay, { url, filter: { hooks: ['Main'] } })).rejects.toThrow(
      refusedAs('UNKNOWN_HOOK'),
    );
  });

  it.each([
    [{ topics: ['call.event'], filter: { rules: ['text-after-call'] } }, '"rules" is of hold.due'],
    [{ topics: ['hold.due'], filter: { kinds: ['disposition'] } }, '"kinds" is of call.event'],
    [{ topics: ['alarm.changed'], filter: { campaigns: ['7'] } }, '"campaigns" is of call.event'],
    [{ topics: ['hold.due', 'alarm.changed'], filter: { hooks: ['main'] } }, '"hooks" is of call.event'],
  ] as const)('whose filter looks at no event of its topics is refused: %j', async (asked, why) => {
    const relay = await publishingRelay();
    const { url } = await destination();
    const { topics, filter } = asked;
    const refused = subscribe(relay, { url, topics: [...topics], filter: { ...filter } });
    await expect(refused).rejects.toThrow(
      expect.objectContaining({ code: 'FILTER_OF_ANOTHER_TOPIC', message: expect.stringContaining(why) }),
    );
    const [topic] = topics;
    const sampled = clientOf(relay).subscriptions.samples({
      body: { topic, filter: { ...filter } },
    });
    await expect(sampled).rejects.toThrow(refusedAs('FILTER_OF_ANOTHER_TOPIC'));
  });
});

describe('a key', () => {
  it('sees and ends what it has subscribed itself, and with read sees all', async () => {
    const relay = await publishingRelay();
    const { url } = await destination();
    const [n8n, zapier] = [
      await makeKey(relay, { name: 'n8n', scopes: ['subscribe'] }),
      await makeKey(relay, { name: 'zapier', scopes: ['subscribe'] }),
    ];
    const reader = await makeKey(relay, { name: 'reader', scopes: ['subscribe', 'read'] });
    const mine = await subscribe(relay, { url: `${url}/hook?token=planted-secret-part` }, n8n.key);
    const theirs = await subscribe(relay, { url: `${url}/hook?token=planted-secret-part` }, zapier.key);
    expect(theirs.id).not.toBe(mine.id);
    expect(mine.url).toContain('planted-secret-part');

    const idsFor = async (key: string) =>
      (await clientOf(relay, key).subscriptions.list()).subscriptions.map(({ id }) => id);
    expect(await idsFor(n8n.key)).toEqual([mine.id]);
    expect(await idsFor(reader.key)).toEqual([theirs.id, mine.id]);
    const unknown = refusedAs('UNKNOWN_SUBSCRIPTION');
    await expect(clientOf(relay, n8n.key).subscriptions.get({ id: theirs.id })).rejects.toThrow(unknown);
    await expect(clientOf(relay, n8n.key).subscriptions.unsubscribe({ id: theirs.id })).rejects.toThrow(
      unknown,
    );
    const seen = await clientOf(relay, reader.key).subscriptions.get({ id: mine.id });
    expect(seen.url).not.toContain('planted-secret-part');
    await expect(clientOf(relay, reader.key).subscriptions.unsubscribe({ id: mine.id })).rejects.toThrow(
      refusedAs('NOT_YOUR_SUBSCRIPTION'),
    );
    expect(await clientOf(relay, n8n.key).subscriptions.unsubscribe({ id: mine.id })).toEqual({
      success: true,
    });
  });

  it('that is withdrawn takes its subscriptions with it at once', async () => {
    const relay = await publishingRelay();
    const zap = await destination();
    const { id: keyId, key } = await makeKey(relay, { name: 'zapier', scopes: ['subscribe'] });
    const { id } = await subscribe(relay, { url: zap.url }, key);
    await clientOf(relay).keys.delete({ id: keyId });
    await relay.settled(await relay.post(DISPOSED));
    expect((await clientOf(relay).subscriptions.get({ id })).ended?.code).toBe('KEY_WITHDRAWN');
    expect(zap.requests).toEqual([]);
  });

  it('that expires does so by itself', async () => {
    const relay = await publishingRelay();
    const zap = await destination();
    const expiresAt = new Date(relay.clock.now() + 60_000).toISOString();
    const { key } = await makeKey(relay, { name: 'zapier', scopes: ['subscribe'], expiresAt });
    const { id } = await subscribe(relay, { url: zap.url }, key);
    relay.clock.advance(61_000);
    await relay.settled(await relay.post(DISPOSED));
    await eventually(async () => {
      relay.running.wake();
      expect((await clientOf(relay).subscriptions.get({ id })).state).toBe('ended');
    });
    expect(zap.requests).toEqual([]);
  });
});

describe('samples', () => {
  it('are what would be delivered, in the very same shape, of the latest that pass the filter', async () => {
    const relay = await publishingRelay();
    const zap = await destination();
    const { secret } = await subscribe(relay, { url: zap.url });
    await relay.post({ ...callOf(1, 1), status: 'NI' });
    const sale = await relay.post({ ...callOf(2, 2), status: 'SALE' });
    const delivered = eventsOf(await zap.received(2), secret);

    const body = { topic: 'call.event', filter: { dispositions: ['SALE'] } } as const;
    const { samples, from } = await clientOf(relay).subscriptions.samples({ body });

    const same = delivered.find(({ id }) => id === sale);
    expect(from).toBe('events');
    expect(samples).toEqual([{ ...same, sequence: 0, subscriptionId: 'sub_sample' }]);
  });

  it.each(['call.event', 'hold.due', 'alarm.changed'] as const)(
    'of %s are one that is invented, and said to be, before anything has happened',
    async (topic) => {
      const relay = await publishingRelay();
      const { samples, from } = await clientOf(relay).subscriptions.samples({ body: { topic } });
      expect(from).toBe('invented');
      expect(samples).toMatchObject([{ type: topic, sequence: 0 }]);
    },
  );
});
