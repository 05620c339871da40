import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { MINUTE, SECOND } from '../support/clock.js';
import { destination, type Destination } from '../support/destination.js';
import { runRelay, tempFolder, type TestRelay } from '../support/relay.js';
import { clientOf, publishingRelay, subscribe } from './subscribing.js';

/** Calls come, and whoever has subscribed does not take them, for long enough that it is an alarm. */
async function failsFor(relay: TestRelay): Promise<string> {
  let id = '';
  for (let n = 0; n < 8; n += 1) {
    id = await relay.post(callOf(n, n));
    await relay.explain(id);
    // Shorter than a lease: where relays share a store, one that was not heard of for longer begins anew.
    relay.advance(12 * SECOND);
    await relay.running.settle();
  }
  return id;
}

const hostOf = ({ url }: Destination): string => new URL(url).host;

describe('a subscription', () => {
  it('is called by its name and host wherever operators read of it, and its path nowhere', async () => {
    const relay = await publishingRelay();
    const sheet = await destination(() => ({ status: 500 }));
    const { id } = await subscribe(relay, { url: `${sheet.url}/hooks/secret`, name: 'sales to the sheet' });
    const called = `subscription sales to the sheet to ${hostOf(sheet)}`;
    const call = await failsFor(relay);
    const places = [
      'alarms',
      'notifications',
      'status',
      'failures',
      'pending',
      'logs',
      `occurrences/${call}`,
      `occurrences/${call}?as=text`,
    ];
    for (const place of places) {
      const { text } = await relay.api(place);
      expect([place, text]).toEqual([place, expect.stringContaining(called)]);
      expect(text).not.toContain('/hooks/secret');
    }
    await clientOf(relay).subscriptions.unsubscribe({ id });
    expect((await relay.api('logs')).text).toContain(called);
  });

  it('that its owner has not named is called by its id and host, because many may lead there', async () => {
    const relay = await publishingRelay();
    const zap = await destination();
    const { id } = await subscribe(relay, { url: zap.url });
    await relay.settled(await relay.post(callOf(1, 1)));
    expect((await relay.api('logs')).text).toContain(`subscription ${id} to ${hostOf(zap)}`);
  });

  it('is called the same in alarms after a restart', async () => {
    const dataFolder = tempFolder();
    const relay = await publishingRelay({ dataFolder });
    const sheet = await destination(() => ({ status: 500 }));
    await subscribe(relay, { url: sheet.url, name: 'sheet' });
    await relay.stop();
    const again = await runRelay({ dataFolder, clock: relay.clock });
    await failsFor(again);
    expect((await again.api('alarms')).text).toContain(`subscription sheet to ${hostOf(sheet)}`);
  });

  it('that fails is told of within five minutes, however often the relay is started again meanwhile', async () => {
    const dataFolder = tempFolder();
    const first = await publishingRelay({ dataFolder });
    const sheet = await destination(() => ({ status: 500 }));
    await subscribe(first, { url: sheet.url, name: 'sheet' });
    await first.stop();
    const { clock } = first;
    const said: string[] = [];
    for (let start = 0; start < 5; start += 1) {
      const relay = await runRelay({ dataFolder, clock });
      await relay.post(callOf(start, start));
      await relay.running.settle();
      clock.advance(MINUTE);
      await relay.running.settle();
      said.push((await relay.api('alarms')).text);
      await relay.stop();
    }
    expect(said.at(-1)).toContain(`subscription sheet to ${hostOf(sheet)}`);
  });
});
