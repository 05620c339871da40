import { Agent } from 'node:http';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DISPOSED, form } from '../support/calls.js';
import { runs } from '../support/check-full.js';
import { closeAfterTest } from '../support/closing.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { acceptedId, errorOf, runRelay } from '../support/relay.js';

const BODIES = runs(1_000);
const CONNECTIONS = 8;

const GOOD = [
  form(DISPOSED),
  JSON.stringify(DISPOSED),
  `params=${encodeURIComponent(JSON.stringify(DISPOSED))}`,
];

/** A good body with a stretch of it replaced by something else. */
const mangled = fc
  .tuple(fc.constantFrom(...GOOD), fc.nat(400), fc.nat(40), fc.string({ unit: 'binary', maxLength: 20 }))
  .map(([good, from, length, text]) => Buffer.from(good.slice(0, from) + text + good.slice(from + length)));

const anything = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.json().map((text) => Buffer.from(text)),
  mangled,
);

const anyType = fc.constantFrom(
  'application/json',
  'application/x-www-form-urlencoded',
  'a/b',
  'multipart/form-data',
);

it(`${BODIES} fuzzed bodies over keep-alive connections are each answered, and the next good one is delivered`, async () => {
  const crm = await destination();
  const only = [{ id: 'sale', type: 'INTEGRATION', endpointId: 'crm' }];
  const events = [{ type: 'DISPOSITION', values: ['SALE'] }];
  const workflows = [{ id: 'sales', events, actionSets: [{ id: 'now', actions: only }] }];
  const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)], workflows }) });
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  closeAfterTest(() => agent.destroy());
  const fuzzed = fc.sample(fc.tuple(anything, anyType), { numRuns: BODIES, seed: 20_261_120 });
  const counts = new Map<number, number>();

  const sender = async () => {
    for (let next = fuzzed.pop(); next !== undefined; next = fuzzed.pop()) {
      const [body, type] = next;
      const answer = await relay.hook('main', { headers: { 'content-type': type }, body, agent });
      counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
      if (answer.status === 200) acceptedId(answer);
      else errorOf(answer);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, sender));

  expect([...counts.keys()].sort()).toEqual([200, 400]);
  const id = await relay.post({ ...DISPOSED, lead_id: '77', status: 'SALE' });
  const report = await relay.settled(id);
  expect(report.actions.map(({ state }) => state)).toEqual(['done']);
  const dead = JSON.parse((await relay.api('dead-letters')).text) as { deliveries: unknown[] };
  expect(dead.deliveries).toEqual([]);
});
