import { describe, expect, it } from '@jest/globals';
import { eventsOf, subscribe } from '../acceptance-subscriptions/subscribing.js';
import { callOf } from '../support/calls.js';
import { config } from '../support/config.js';
import { ACCEPTED, destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { dataFolder } from './support/folders.js';
import { deliver } from './support/hook.js';
import { connect, startRelayProcess } from './support/relay-process.js';

const CALLS = 30;

describe('a relay that is killed while it delivers events', () => {
  it('loses none that was acknowledged and numbers none anew; what came twice has the same id', async () => {
    const folder = dataFolder(config({ endpoints: [], workflows: [] }));
    // Nothing is answered until the relay is dead.
    const zap = await destination(() => 'silence');
    const killed = await startRelayProcess(folder);
    const { secret } = await subscribe(killed, { url: zap.url });
    const acknowledged: string[] = [];
    for (let call = 1; call <= CALLS; call += 1) acknowledged.push(await deliver(killed, callOf(call, call)));
    await eventually(() => expect(zap.requests.length).toBeGreaterThan(0));
    await killed.kill();
    zap.behave(() => ACCEPTED);

    const relay = await startRelayProcess(folder);

    const events = await eventually(() => {
      const arrived = eventsOf(zap.requests, secret);
      expect(new Set(arrived.map(({ id }) => id)).size).toBe(CALLS);
      return arrived;
    });
    expect([...new Set(events.map(({ id }) => id))].sort()).toEqual([...acknowledged].sort());
    const byId = new Map(zap.requests.map(({ headers, body }) => [headers['webhook-id'], body]));
    expect(byId.size).toBe(CALLS);
    for (const { headers, body } of zap.requests) expect(byId.get(headers['webhook-id'])).toBe(body);
    const numbers = [...byId.values()].map((body) => (JSON.parse(body) as { sequence: number }).sequence);
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: CALLS }, (_, n) => n + 1));

    const { code, stdout } = await connect(folder, ['subscriptions']);
    expect(code).toBe(0);
    expect(stdout).toContain(`call.event; ${CALLS} events`);
    const id = /sub_\w+/.exec(stdout)?.[0] ?? '';
    expect((await connect(folder, ['subscriptions', 'end', id])).code).toBe(0);
    expect((await connect(folder, ['subscriptions'])).stdout).toBe('Nobody has subscribed to events.\n');
    expect((await connect(folder, ['subscriptions', '--all'])).stdout).toContain('it was unsubscribed');
    await relay.stop();
  });
});
