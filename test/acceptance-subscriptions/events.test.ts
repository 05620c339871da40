import { describe, expect, it } from '@jest/globals';
import { callOf, DISPOSED } from '../support/calls.js';
import { HOUR, MINUTE, SECOND } from '../support/clock.js';
import { ACCEPTED, destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { runRelay, tempFolder } from '../support/relay.js';
import { clientOf, deliveringRelay, eventsOf, publishingRelay, subscribe } from './subscribing.js';

describe('an event for somebody who has subscribed', () => {
  it('is signed, numbered, and the call event that the trail shows', async () => {
    const relay = await publishingRelay();
    const zap = await destination();
    const { id, secret } = await subscribe(relay, { url: `${zap.url}/zap` });

    const first = await relay.post(callOf(1, 1));
    const second = await relay.post(callOf(2, 2));

    const requests = await zap.received(2);
    const events = eventsOf(requests, secret);
    const inOrder = [...events].sort((a, b) => a.sequence - b.sequence);
    expect(inOrder).toMatchObject([
      { id: first, type: 'call.event', sequence: 1, subscriptionId: id, data: { id: first } },
      { id: second, type: 'call.event', sequence: 2, subscriptionId: id, data: { id: second } },
    ]);
    const { callEvent } = await relay.explain(first);
    expect(inOrder[0]?.data).toEqual(callEvent);
    expect(new Set(requests.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
  });

  it('comes only where it passes the filter, and to each of several', async () => {
    const relay = await publishingRelay();
    const zap = await destination();
    await subscribe(relay, { url: `${zap.url}/sales`, filter: { dispositions: ['sale'] } });
    await subscribe(relay, { url: `${zap.url}/all` });
    await subscribe(relay, { url: `${zap.url}/callbacks`, filter: { kinds: ['callback'] } });

    await relay.post({ ...callOf(1, 1), status: 'NI' });
    await relay.post({ ...callOf(2, 2), status: 'SALE' });

    await zap.received(2, '/all');
    await zap.received(1, '/sales');
    expect(zap.at('/callbacks')).toEqual([]);
  });

  it('is tried again with the same id until it is taken, and a lead’s events keep their order', async () => {
    const relay = await publishingRelay();
    const zap = await destination((_request, count) => (count === 1 ? { status: 404 } : ACCEPTED));
    const { secret } = await subscribe(relay, { url: zap.url });

    await relay.post(callOf(1, 1));
    await zap.received(1);
    await relay.post(callOf(1, 2));
    await relay.running.settle();
    expect(zap.requests).toHaveLength(1);
    relay.clock.advance(10 * SECOND);
    await relay.running.settle();

    const requests = await zap.received(3);
    const ids = requests.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids.slice(0, 2)).size).toBe(1);
    const numbers = eventsOf(requests, secret).map(({ sequence }) => sequence);
    expect(numbers).toEqual([1, 1, 2]);
  });

  it('waits as long as another lead’s was told to by Retry-After', async () => {
    const relay = await publishingRelay();
    const zap = await destination((_request, count) =>
      count === 1 ? { status: 429, headers: { 'retry-after': '120' } } : ACCEPTED,
    );
    await subscribe(relay, { url: zap.url });

    await relay.post(callOf(1, 1));
    await zap.received(1);
    await relay.running.settle();
    await relay.explain(await relay.post(callOf(2, 2)));
    relay.clock.advance(110 * SECOND);
    await relay.running.settle();
    expect(zap.requests).toHaveLength(1);
  });

  it('waits as long as Retry-After says', async () => {
    const relay = await publishingRelay();
    const zap = await destination((_request, count) =>
      count === 1 ? { status: 429, headers: { 'retry-after': '120' } } : ACCEPTED,
    );
    await subscribe(relay, { url: zap.url });

    await relay.post(DISPOSED);
    await zap.received(1);
    await relay.running.settle();
    relay.clock.advance(110 * SECOND);
    await relay.running.settle();
    expect(zap.requests).toHaveLength(1);
    relay.clock.advance(20 * SECOND);
    await relay.running.settle();
    await zap.received(2);
  });

  it('is kept for replay after a day, and then goes out with the same id', async () => {
    const relay = await publishingRelay();
    const zap = await destination(() => ({ status: 500 }));
    await subscribe(relay, { url: zap.url, name: 'my zap' });
    await relay.post(DISPOSED);
    await zap.received(1);
    await relay.running.settle();
    relay.clock.advance(25 * HOUR);
    await relay.running.settle();
    const [dead] = await eventually(async () => {
      const letters = await relay.deadLetters();
      expect(letters).toHaveLength(1);
      return letters;
    });
    zap.behave(() => ACCEPTED);
    const before = zap.requests.length;

    expect((await relay.replay('dead-letters', dead?.id ?? '')).status).toBe(200);

    await zap.received(before + 1);
    expect(new Set(zap.requests.map(({ key }) => key)).size).toBe(1);
  });

  it('never holds up another subscriber nor any endpoint, however long nobody answers', async () => {
    // Opened before the relay, and so closed before it, which else would wait at its end for an answer to time out.
    const [dead, well] = [await destination(() => 'silence'), await destination()];
    const crm = await destination();
    const relay = await deliveringRelay(crm);
    await subscribe(relay, { url: dead.url });
    await subscribe(relay, { url: well.url });

    const calls = Array.from({ length: 40 }, (_, n) => relay.post(callOf(n, n + 1)));
    await Promise.all(calls);

    await well.received(40);
    await crm.received(40);
  });

  it('stands in the trail of its call and in the log, without the secret part of the address', async () => {
    const relay = await publishingRelay();
    const zap = await destination();
    const { id } = await subscribe(relay, { url: `${zap.url}/zap?token=planted-secret-part` });
    const call = await relay.post(DISPOSED);
    await zap.received(1);
    const report = await relay.settled(call);

    expect(report.actions).toMatchObject([
      { type: 'SUBSCRIPTION', endpointName: `subscription ${id} to ${new URL(zap.url).host}`, state: 'done' },
    ]);
    const text = (await relay.api(`occurrences/${call}?as=text`)).text;
    expect(text).toContain('Subscriptions');
    const logs = (await relay.api('logs')).text;
    expect(logs).toContain('"workflowName":"Subscription"');
    expect(report.actions.length + logs.length).toBeGreaterThan(0);
    expect(JSON.stringify(report) + logs).not.toContain('planted-secret-part');
  });

  it('of an alarm that begins and is over comes to whoever has subscribed to alarms', async () => {
    const crm = await destination(() => ({ status: 500 }));
    const relay = await deliveringRelay(crm);
    const pager = await destination();
    const { secret } = await subscribe(relay, { url: pager.url, topics: ['alarm.changed'] });
    await relay.post(DISPOSED);
    await crm.received(1);
    for (let minute = 0; minute < 20; minute += 1) {
      relay.clock.advance(MINUTE);
      await relay.running.settle();
    }
    const [begun] = eventsOf(await pager.received(1), secret);
    expect(begun).toMatchObject({
      type: 'alarm.changed',
      sequence: 1,
      data: { kind: 'failing', about: 'crm' },
    });
  });
});

describe('a subscription', () => {
  it('lasts over a restart of the relay, with its numbers going on', async () => {
    const dataFolder = tempFolder();
    const relay = await publishingRelay({ dataFolder });
    const zap = await destination();
    const { id } = await subscribe(relay, { url: zap.url });
    await relay.post(callOf(1, 1));
    await zap.received(1);
    await relay.stop();

    const again = await runRelay({ dataFolder, clock: relay.clock });
    await again.post(callOf(1, 2));

    const [, second] = await zap.received(2);
    expect(JSON.parse(second?.body ?? '')).toMatchObject({ sequence: 2, subscriptionId: id });
    expect((await clientOf(again).subscriptions.get({ id })).sequence).toBe(2);
  });

  it('ends where 410 is answered: what waits is not sent, and the operator is told', async () => {
    const relay = await publishingRelay();
    const zap = await destination(() => ({ status: 500 }));
    const { id } = await subscribe(relay, { url: zap.url, name: 'my zap' });
    await relay.post(callOf(1, 1));
    await relay.post(callOf(2, 2));
    await zap.received(2);
    await relay.running.settle();
    zap.behave(() => ({ status: 410 }));
    await relay.post(callOf(3, 3));
    await zap.received(3);
    await relay.running.settle();

    const ended = await clientOf(relay).subscriptions.get({ id });
    expect(ended).toMatchObject({ state: 'ended', ended: { code: 'TARGET_GONE' } });
    const notice = await relay.notice('subscription-ended');
    expect(notice.message).toContain('"my zap"');
    await relay.post(callOf(4, 4));
    await relay.running.settle();
    expect(zap.requests).toHaveLength(3);
    const { text } = await relay.api('pending');
    expect((JSON.parse(text) as { pending: unknown[] }).pending).toEqual([]);
    expect(await relay.deadLetters()).toEqual([]);
  });

  it('that is ended sends nothing that waited for it', async () => {
    const relay = await publishingRelay();
    const zap = await destination(() => ({ status: 503 }));
    const { id } = await subscribe(relay, { url: zap.url });
    await relay.post(DISPOSED);
    await zap.received(1);
    await relay.running.settle();

    await clientOf(relay).subscriptions.unsubscribe({ id });
    relay.clock.advance(HOUR);
    await relay.running.settle();

    expect(zap.requests).toHaveLength(1);
    expect((await clientOf(relay).subscriptions.get({ id })).ended?.code).toBe('UNSUBSCRIBED');
  });
});
