import { expect, it } from '@jest/globals';
import { LEASE_MS, RENEWED_EVERY_MS } from '../../relay/src/work/lease.js';
import { callOf } from '../support/calls.js';
import { HOUR, MINUTE, SECOND } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { ACCEPTED, destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import type { TestRelay } from '../support/relay.js';
import { fleet, onSharedStores, settled } from './on-shared-stores.js';
import { CUT, SharedStore } from './two-relays.js';

const FAILURES = 3;
const RELAYS = 4;
const BREAKER = { failures: FAILURES, windowMinutes: 10 };

/** Several relays and an endpoint that fails. */
async function setUp(shared: SharedStore) {
  const crm = await destination(() => ({ status: 503 }));
  const started = await fleet(
    shared,
    RELAYS,
    config({
      endpoints: [endpoint('crm', crm)],
      workflows: [workflow('start', ['crm'])],
      settings: { egress: { allow: ['127.0.0.0/8'] }, breaker: BREAKER },
    }),
  );
  return { crm, ...started };
}

async function causes(relay: TestRelay): Promise<readonly string[]> {
  const { text } = await relay.api('endpoints/crm');
  return (JSON.parse(text) as { halts: { cause: string }[] }).halts.map(({ cause }) => cause);
}

/** Lets time pass in steps in which these do what there is to do. */
async function run(shared: SharedStore, relays: readonly TestRelay[], milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= SECOND) {
    shared.clock.advance(SECOND);
    for (const { running } of relays) running.wake();
    await settled(relays);
  }
}

/** What comes to one of them fails there until its breaker opens. */
async function open(relay: TestRelay): Promise<void> {
  for (let lead = 1; lead <= FAILURES; lead += 1) {
    await relay.post(callOf(lead));
    await settled([relay]);
  }
  await eventually(async () => expect(await causes(relay)).toContain('breaker'));
}

const heardOf = RENEWED_EVERY_MS + SECOND;

onSharedStores('a breaker that one of four relays opens', (openStore) => {
  it('is open for all, is looked into by one, and closes for all, which has all that waits sent once', async () => {
    const shared = await openStore();
    const { crm, relays, relay } = await setUp(shared);
    await open(relay(2));
    expect(crm.requests).toHaveLength(FAILURES);
    await run(shared, relays, heardOf);
    for (const each of relays) expect(await causes(each)).toContain('breaker');

    for (let lead = 11; lead <= 20; lead += 1) await relay(lead).post(callOf(lead));
    await run(shared, relays, 20 * SECOND);
    expect(crm.requests).toHaveLength(FAILURES);
    await run(shared, relays, 20 * SECOND);
    expect(crm.requests).toHaveLength(FAILURES + 1);
    await run(shared, relays, 30 * SECOND);
    expect(crm.requests).toHaveLength(FAILURES + 1);

    crm.behave(() => ACCEPTED);
    await run(shared, relays, 40 * SECOND);
    expect(crm.requests).toHaveLength(2 * FAILURES + 1 + 10);
    for (const each of relays) expect(await causes(each)).toEqual([]);
    const keys = crm.requests.slice(FAILURES + 1).map(({ key }) => key);
    expect(new Set(keys).size).toBe(FAILURES + 10);
  });
});

onSharedStores('a pause at one of four relays', (openStore) => {
  it('holds what the others have, and its end lets them go on', async () => {
    const shared = await openStore();
    const { crm, relays, relay } = await setUp(shared);
    crm.behave(() => ACCEPTED);
    expect((await relay(1).api('endpoints/crm/pause', { method: 'POST' })).status).toBe(200);
    await run(shared, relays, heardOf);
    for (const each of relays) expect(await causes(each)).toEqual(['paused']);
    for (let lead = 1; lead <= 8; lead += 1) await relay(lead).post(callOf(lead));
    await run(shared, relays, 2 * SECOND);
    expect(crm.requests).toEqual([]);
    expect((await relay(3).api('endpoints/crm/resume', { method: 'POST' })).status).toBe(200);
    await run(shared, relays, heardOf);
    expect(crm.requests).toHaveLength(8);
  });
});

it('an open breaker is looked into by another relay where that which opened it is killed, and lets nothing be given up', async () => {
  const shared = new SharedStore();
  const { crm, relays, ways, relay } = await setUp(shared);
  await open(relay(2));
  const dead = ways[2];
  if (dead !== undefined) dead.fails = CUT;
  const left = relays.filter((each) => each !== relay(2));
  await run(shared, left, LEASE_MS + RENEWED_EVERY_MS);
  expect(crm.requests).toHaveLength(FAILURES);
  await run(shared, left, 20 * SECOND);
  expect(crm.requests).toHaveLength(FAILURES + 1);

  const id = await relay(0).post(callOf(31));
  await run(shared, left, 5 * MINUTE);
  const before = crm.requests.length;
  expect(before).toBeLessThanOrEqual(FAILURES + 4);
  shared.clock.advance(100 * HOUR);
  crm.behave(() => ACCEPTED);
  await run(shared, left, MINUTE);
  const { actions } = await relay(0).settled(id);
  expect(actions).toMatchObject([{ state: 'done' }]);
});
