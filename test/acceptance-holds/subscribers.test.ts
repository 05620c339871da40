import type { SubscriptionEvent } from '@convoso-connect/core/relay-client';
import { describe, expect, it } from '@jest/globals';
import { makeKey } from '../acceptance-keys/keys.js';
import { clientOf, subscribe } from '../acceptance-subscriptions/subscribing.js';
import { HOUR } from '../support/clock.js';
import { found, hold, holdingRelay, order, passes, type Made } from './holding.js';

describe('a hold that names no URL', () => {
  it('is told to the subscriptions of its key to due holds, and to nobody else’s', async () => {
    const { relay, waiter } = await holdingRelay();
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ url: `${waiter.url}/events`, topics: ['hold.due'] });
    expect((await relay.api('subscriptions', { method: 'POST', headers, body })).status).toBe(200);
    const { text } = await order(relay, { id: 'mine', payload: { step: 'text' }, until: { hours: 1 } });
    const { hold: made, secret } = JSON.parse(text) as Made;
    expect([made.resumesAt, secret]).toEqual([null, null]);
    await passes(relay, HOUR);
    const [event] = await waiter.received(1, '/events');
    expect(JSON.parse(event?.body ?? '{}')).toMatchObject({
      type: 'hold.due',
      data: { holdId: made.id, givenId: 'mine', outcome: 'due', payload: { step: 'text' } },
    });
    expect(await found(relay, made.id)).toMatchObject({ state: 'resumed' });
  });

  it('is not told to the subscription of another key', async () => {
    const { relay, waiter } = await holdingRelay();
    const { key } = await makeKey(relay, { name: 'other', scopes: ['subscribe'] });
    const maker = await makeKey(relay, { name: 'maker', scopes: ['guard'] });
    await subscribe(relay, { url: waiter.url, topics: ['hold.due'] }, key);
    const headers = { authorization: `Bearer ${maker.key}` };
    const { text } = await order(relay, { payload: 1, until: { hours: 1 } }, { headers });
    await passes(relay, HOUR);
    expect(await found(relay, (JSON.parse(text) as Made).hold.id)).toMatchObject({ state: 'not-resumed' });
    expect(waiter.requests).toEqual([]);
  });

  it('is told only to those who ask for its rule, and to those who ask for none', async () => {
    const { relay, waiter } = await holdingRelay();
    const rules = { '/texts': ['text-after-call'], '/others': ['another'], '/all': [] };
    for (const [place, asked] of Object.entries(rules))
      await subscribe(relay, { url: waiter.url + place, topics: ['hold.due'], filter: { rules: asked } });
    await order(relay, { rule: 'text-after-call', payload: 1, until: { hours: 1 } });
    await passes(relay, HOUR);
    for (const place of ['/texts', '/all']) {
      const [event] = await waiter.received(1, place);
      expect(JSON.parse(event?.body ?? '{}')).toMatchObject({ data: { rule: 'text-after-call' } });
    }
    expect(waiter.at('/others')).toEqual([]);
  });

  it('is kept among the dead letters where only subscriptions to other rules are there', async () => {
    const { relay, waiter } = await holdingRelay();
    await subscribe(relay, { url: waiter.url, topics: ['hold.due'], filter: { rules: ['another'] } });
    const { text } = await order(relay, { rule: 'text-after-call', payload: 1, until: { hours: 1 } });
    await passes(relay, HOUR);
    expect(await found(relay, (JSON.parse(text) as Made).hold.id)).toMatchObject({ state: 'not-resumed' });
    expect(waiter.requests).toEqual([]);
  });

  it('is the sample of its topic, made as what is told when its time has come', async () => {
    const { relay, waiter } = await holdingRelay();
    const samples = (filter = {}) =>
      clientOf(relay).subscriptions.samples({ body: { topic: 'hold.due', filter } });
    const [invented] = (await samples()).samples;
    expect(await samples()).toMatchObject({ from: 'invented', samples: [{ type: 'hold.due' }] });
    await subscribe(relay, { url: waiter.url, topics: ['hold.due'] });
    await order(relay, { id: 'mine', rule: 'r', payload: { text: 'ü' }, until: { hours: 1 } });
    const { samples: held, from } = await samples({ rules: ['r'] });
    expect(from).toBe('events');
    await passes(relay, HOUR);
    const [event] = await waiter.received(1);
    const told = JSON.parse(event?.body ?? '{}') as SubscriptionEvent;
    expect(held).toEqual([{ ...told, sequence: 0, subscriptionId: 'sub_sample' }]);
    expect(Object.keys(invented?.data ?? {})).toEqual(Object.keys(told.data));
    expect((await samples({ rules: ['another'] })).from).toBe('invented');
  });

  it('is a sample for no other key', async () => {
    const { relay } = await holdingRelay();
    const { key } = await makeKey(relay, { name: 'other', scopes: ['subscribe'] });
    await order(relay, { id: 'mine', payload: 'secret of another key', until: { hours: 1 } });
    const seen = await clientOf(relay, key).subscriptions.samples({ body: { topic: 'hold.due' } });
    expect(seen.from).toBe('invented');
  });

  it('ends as not resumed where nobody has subscribed, and can be sent again', async () => {
    const { relay, waiter } = await holdingRelay();
    const { hold: made } = await hold(relay, waiter, { resumeUrl: undefined });
    await passes(relay, HOUR);
    const ended = await found(relay, made.id);
    expect(ended).toMatchObject({ state: 'not-resumed' });
    expect(ended.reason).toContain('subscribe');
    expect(await relay.deadLetters()).toMatchObject([{ id: `${made.id}-hold` }]);
  });
});
