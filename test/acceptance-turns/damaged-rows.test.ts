import { describe, expect, it } from '@jest/globals';
import { found, hold, holdIn, holdingRelay, passes, resumption } from '../acceptance-holds/holding.js';
import { clientOf, publishingRelay, subscribe } from '../acceptance-subscriptions/subscribing.js';
import { change as damage } from '../support/beside.js';
import { callOf } from '../support/calls.js';
import { HOUR } from '../support/clock.js';
import { destination } from '../support/destination.js';
import { tempFolder } from '../support/relay.js';

/* Rows hold anything after a bad sector, a hand in the database, or a version that wrote something else. */

describe('a subscription whose row is damaged', () => {
  it.each([
    ['its filter is no JSON', `filter = '{"kinds":['`],
    ['its filter is a list', `filter = '[]'`],
    ['a value of its filter is no list', `filter = '{"kinds":"disposition"}'`],
    ['its filter is null', `filter = 'null'`],
    ['its topics are no list', `topics = '"call.event"'`],
    ['its topics are no JSON', `topics = ''`],
  ])('is ended and told of, and calls and other subscribers go on: %s', async (_what, change) => {
    const dataFolder = tempFolder();
    const relay = await publishingRelay({ dataFolder });
    const [bad, good] = [await destination(), await destination()];
    const { id } = await subscribe(relay, { url: bad.url, name: 'the damaged one' });
    await subscribe(relay, { url: good.url });
    await damage(dataFolder, `update subscriptions set ${change} where id = '${id}'`);

    const call = await relay.post(callOf(1, 1));

    await good.received(1);
    expect((await relay.explain(call)).decisions).toBeDefined();
    expect(bad.requests).toEqual([]);
    const { message } = await relay.notice('subscription-ended');
    expect(message).toContain('"the damaged one"');
    const { subscriptions } = await clientOf(relay).subscriptions.list({});
    expect(subscriptions.find((each) => each.id === id)).toMatchObject({
      state: 'ended',
      ended: { code: 'UNREADABLE' },
    });
    expect(subscriptions).toHaveLength(2);
  });

  it('is replaced by subscribing again', async () => {
    const dataFolder = tempFolder();
    const relay = await publishingRelay({ dataFolder });
    const zap = await destination();
    const { id } = await subscribe(relay, { url: zap.url });
    await damage(dataFolder, `update subscriptions set filter = '{' where id = '${id}'`);
    expect(await subscribe(relay, { url: zap.url })).toMatchObject({ created: true });
    await relay.post(callOf(1, 1));
    expect(await zap.received(1)).toHaveLength(1);
  });

  it('with a secret that cannot be opened keeps nobody else from subscribing', async () => {
    const dataFolder = tempFolder();
    const relay = await publishingRelay({ dataFolder });
    const [bad, good] = [await destination(), await destination()];
    const { id } = await subscribe(relay, { url: bad.url });
    await subscribe(relay, { url: good.url });
    await damage(dataFolder, `update subscriptions set sealed = x'00' where id = '${id}'`);
    expect(await subscribe(relay, { url: `${good.url}/another` })).toMatchObject({ created: true });
  });
});

describe('a hold whose row is damaged', () => {
  const DAMAGES = [
    ['its rules are no JSON', `rules = '{'`],
    ['its rules are null', `rules = 'null'`],
    ['what triggered it is no JSON', `occurrence = ''`],
  ] as const;

  it.each(DAMAGES)('keeps no call of its lead from being processed: %s', async (_what, change) => {
    const dataFolder = tempFolder();
    const { relay, waiter } = await holdingRelay({ dataFolder });
    const about = { lead: '1000001', stopOn: { kinds: ['disposition'] } };
    const bad = await hold(relay, waiter, { ...about, id: 'bad' });
    const good = await hold(relay, waiter, { ...about, id: 'good' });
    await damage(dataFolder, `update holds set ${change} where id = '${bad.hold.id}'`);

    const call = await relay.post({ ...callOf(1, 1), lead_id: '1000001' });

    expect((await relay.explain(call)).callEvent.lead).toMatchObject({ lead_id: '1000001' });
    await holdIn(relay, good.hold.id, 'stopped');
    const ended = await holdIn(relay, bad.hold.id, 'not-resumed');
    expect(ended.reason).toContain('cannot be read');
    expect((await relay.notice('not-delivered')).message).toContain('cannot be read');
  });

  it.each(DAMAGES)('keeps no other that is due from being handed back: %s', async (_what, change) => {
    const dataFolder = tempFolder();
    const { relay, waiter } = await holdingRelay({ dataFolder });
    const bad = await hold(relay, waiter, { id: 'bad' });
    await hold(relay, waiter, { id: 'good' });
    await damage(dataFolder, `update holds set ${change} where id = '${bad.hold.id}'`);

    await passes(relay, HOUR);

    const [request] = await waiter.received(1);
    expect(request && resumption(request)).toMatchObject({ givenId: 'good' });
    expect(await holdIn(relay, bad.hold.id, 'not-resumed')).toMatchObject({ state: 'not-resumed' });
    expect((await relay.deadLetters()).map(({ id }) => id)).toEqual([`${bad.hold.id}-hold`]);
    expect(waiter.requests).toHaveLength(1);
    expect(await found(relay, bad.hold.id)).toMatchObject({ givenId: 'bad' });
  });

  it.each([...DAMAGES.map(([, change]) => change), `payload = '{'`])(
    'is left out of the samples of its topic: %s',
    async (change) => {
      const dataFolder = tempFolder();
      const { relay, waiter } = await holdingRelay({ dataFolder });
      const good = await hold(relay, waiter, { id: 'good' });
      const bad = await hold(relay, waiter, { id: 'bad' });
      await damage(dataFolder, `update holds set ${change} where id = '${bad.hold.id}'`);
      const { samples } = await clientOf(relay).subscriptions.samples({ body: { topic: 'hold.due' } });
      expect(samples.map(({ id }) => id)).toContain(good.hold.id);
    },
  );
});
