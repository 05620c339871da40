import { describe, expect, it } from '@jest/globals';
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
