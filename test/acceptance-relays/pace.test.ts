import { expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { SECOND } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { ACCEPTED, destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import type { TestRelay } from '../support/relay.js';
import { fleet, onSharedStores, settled } from './on-shared-stores.js';
import type { SharedStore } from './two-relays.js';

const STEP_MS = 100;

/** An endpoint with a pace, and when it got what it got. */
async function paced(shared: SharedStore, maxPerSecond: number) {
  const arrivedAt: number[] = [];
  const crm = await destination(() => {
    arrivedAt.push(shared.clock.now());
    return ACCEPTED;
  });
  const endpoints = [endpoint('crm', crm, { pace: { maxPerSecond } })];
  return { crm, arrivedAt, setUp: config({ endpoints, workflows: [workflow('start', ['crm'])] }) };
}

/** Lets time pass in steps in which all that may begin does. */
async function run(shared: SharedStore, relays: readonly TestRelay[], milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= STEP_MS) {
    shared.clock.advance(STEP_MS);
    for (const { running } of relays) running.wake();
    await settled(relays);
  }
}

/** The most that came within any second. */
function mostInASecond(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + SECOND).length));
}

onSharedStores('what is sent to an endpoint with a pace', (open) => {
  it.each([2, 4])('by %i relays is never more than that in any second, and hardly less', async (count) => {
    const shared = await open();
    const { crm, arrivedAt, setUp } = await paced(shared, 10);
    const { relays, relay } = await fleet(shared, count, setUp);
    for (let lead = 1; lead <= 40; lead += 1) await relay(lead).post(callOf(lead));
    await run(shared, relays, 5 * SECOND);

    expect(crm.requests).toHaveLength(40);
    expect(mostInASecond(arrivedAt)).toBeLessThanOrEqual(10);
  });

  it('is never more while relays start and end, and as much again soon after', async () => {
    const shared = await open();
    const { crm, arrivedAt, setUp } = await paced(shared, 4);
    const first = (await shared.run(setUp)).relay;
    for (let lead = 1; lead <= 110; lead += 1) await first.post(callOf(lead));
    await run(shared, [first], 2 * SECOND);
    expect(arrivedAt.length).toBeGreaterThanOrEqual(4);
    const second = (await shared.run(setUp)).relay;
    await run(shared, [first, second], 14 * SECOND);
    await first.stop();
    await run(shared, [second], 8 * SECOND);
    expect(mostInASecond(arrivedAt)).toBeLessThanOrEqual(4);

    const before = arrivedAt.length;
    expect(before).toBeLessThan(100);
    await run(shared, [second], SECOND);
    expect(arrivedAt.length - before).toBeGreaterThanOrEqual(3);
    expect(crm.requests).toHaveLength(arrivedAt.length);
  });
});

onSharedStores('an endpoint that takes so many requests at a time', (open) => {
  /** Each request is answered when the next turn comes, or when it is let go. */
  async function counted(maxInFlight: number) {
    const waiting: (() => void)[] = [];
    const seen = { underWay: 0, most: 0, isHeld: false };
    const crm = await destination(async () => {
      seen.underWay += 1;
      seen.most = Math.max(seen.most, seen.underWay);
      await new Promise<void>((resolve) => (seen.isHeld ? waiting.push(resolve) : setImmediate(resolve)));
      seen.underWay -= 1;
      return ACCEPTED;
    });
    const endpoints = [endpoint('crm', crm, { pace: { maxInFlight } })];
    const letGo = (): void => {
      seen.isHeld = false;
      for (const each of waiting.splice(0)) each();
    };
    return { crm, seen, letGo, setUp: config({ endpoints, workflows: [workflow('start', ['crm'])] }) };
  }

  it('never gets two at once from four relays where it takes one', async () => {
    const shared = await open();
    const { crm, seen, setUp } = await counted(1);
    const { relays, relay } = await fleet(shared, 4, setUp);
    const leads = Array.from({ length: 40 }, (_, lead) => lead);
    await Promise.all(leads.map((lead) => relay(lead).post(callOf(lead + 1))));
    await run(shared, relays, 2 * SECOND);
    await crm.received(40);
    expect(seen.most).toBe(1);
  });

  it('never gets more while a relay has begun as many before another one came', async () => {
    const shared = await open();
    const { crm, seen, letGo, setUp } = await counted(2);
    const first = (await shared.run(setUp)).relay;
    seen.isHeld = true;
    for (let lead = 1; lead <= 6; lead += 1) await first.post(callOf(lead));
    await crm.received(2);

    const second = (await shared.run(setUp)).relay;
    for (let passed = 0; passed < 20; passed += 1) {
      shared.clock.advance(SECOND);
      for (const { running } of [first, second]) running.wake();
      await eventually(async () => expect((await second.api('status')).status).toBe(200));
    }
    expect(crm.requests).toHaveLength(2);
    letGo();
    await run(shared, [first, second], SECOND);
    await crm.received(6);
    expect(seen.most).toBe(2);
  });
});
