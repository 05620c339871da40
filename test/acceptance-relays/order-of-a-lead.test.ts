import { describe, expect, it } from '@jest/globals';
import { LEASE_MS, RENEWED_EVERY_MS } from '../../relay/src/work/lease.js';
import { callOf } from '../support/calls.js';
import { MINUTE, SECOND } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination, type Destination } from '../support/destination.js';
import { fleet, onSharedStores, settled, type OpenShared } from './on-shared-stores.js';
import { CUT, NOTHING, ONLY_INTAKE, SharedStore, pass } from './two-relays.js';

/** Two relays, of which the first takes calls in and does not process them. */
async function firstIsBehind(open: OpenShared) {
  const crm = await destination();
  const setUp = config({ endpoints: [endpoint('crm', crm)], workflows: [workflow('start', ['crm'])] });
  const { shared, relay, ways } = await fleet(await open(), 2, setUp);
  const [first, second] = [relay(0), relay(1)];
  const way = ways[0] ?? { fails: NOTHING };
  way.fails = ONLY_INTAKE;
  return { shared, crm, first, second, way };
}

/** For which deliveries something was sent, in this order. */
function sentFor(crm: Destination): string[] {
  return crm.requests.map(({ key }) => key.replace(/-01$/, ''));
}

onSharedStores('two calls about a lead that come to two relays', (open) => {
  it('are decided one soon after the other, once the first relay has caught up', async () => {
    const { crm, first, second, way } = await firstIsBehind(open);
    const one = await first.post(callOf(1, 1));
    const two = await second.post(callOf(1, 2));
    await settled([second]);
    expect(crm.requests).toEqual([]);
    way.fails = NOTHING;
    first.running.wake();

    // Nobody tells the second one: it looks again by itself.
    await second.settled(two);
    expect(sentFor(crm)).toEqual([one, two]);
  });

  it('wait for each other no longer than a minute, and the first is decided all the same', async () => {
    const { shared, crm, first, second, way } = await firstIsBehind(open);
    const one = await first.post(callOf(1, 1));
    const two = await second.post(callOf(1, 2));
    await pass(shared, [first, second], MINUTE - SECOND);
    await settled([second]);
    expect(crm.requests).toEqual([]);

    await pass(shared, [first, second], SECOND);
    await second.settled(two);
    expect(sentFor(crm)).toEqual([two]);
    way.fails = NOTHING;
    first.running.wake();
    await first.settled(one);
    expect(sentFor(crm)).toEqual([two, one]);
  });

  it('are both decided where the relay that waits is stopped', async () => {
    const { shared, crm, first, second, way } = await firstIsBehind(open);
    const one = await first.post(callOf(1, 1));
    const two = await second.post(callOf(1, 2));
    await settled([second]);
    await second.stop();
    way.fails = NOTHING;
    await pass(shared, [first], RENEWED_EVERY_MS + SECOND);

    await first.settled(two);
    expect(sentFor(crm)).toEqual([one, two]);
  });
});

// Only there do leases go by the clock of the test; on Postgres it is shown by the relays that are killed in test/chaos.
describe('calls about a lead that come to two relays, in memory', () => {
  it('are decided in the order in which they came, though the first relay is killed before it decides', async () => {
    const { shared, crm, first, second, way } = await firstIsBehind(() => Promise.resolve(new SharedStore()));
    const one = await first.post(callOf(1, 1));
    way.fails = CUT;
    const two = await second.post(callOf(1, 2));
    const three = await second.post(callOf(1, 3));
    const ofAnother = await second.post(callOf(2, 4));

    await second.settled(ofAnother);
    await settled([second]);
    expect(sentFor(crm)).toEqual([ofAnother]);
    await pass(shared, [second], LEASE_MS + 5 * SECOND);

    await second.settled(three);
    expect(sentFor(crm)).toEqual([ofAnother, one, two, three]);
  });
});
