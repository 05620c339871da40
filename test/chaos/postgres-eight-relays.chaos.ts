import { describe, expect, it } from '@jest/globals';
import {
  callsByLead,
  callsWithSeveral,
  firstArrivals,
  recorder,
} from '../acceptance-process/support/arrivals.js';
import { api, deliver } from '../acceptance-process/support/hook.js';
import { config, endpoint } from '../support/config.js';
import { eventually } from '../support/eventually.js';
import { Fleet } from './fleet.js';
import { startedCluster } from './outage.js';
import type { Cluster } from './postgres-cluster.js';
import { Senders } from './senders.js';

const RELAYS = 8;

const isSampled = process.env['CI'] === 'true';

/** For so long one lead is called about: in the long form its window of three minutes passes twice. */
const HAMMERED_MS = isSampled ? 10_000 : 400_000;

const KILLS = isSampled ? 4 : 40;

/** A lead fires so often within so long (domain-facts, rate limit). */
const [MOST, WITHIN_MS] = [9, 180_000];

const KEY = 'a-key-that-all-eight-relays-have';

async function eight(): Promise<{
  readonly cluster: Cluster;
  readonly fleet: Fleet;
  readonly crm: Awaited<ReturnType<typeof recorder>>;
}> {
  const cluster = await startedCluster();
  cluster.configure({ max_connections: '150' });
  await cluster.stop('fast');
  await cluster.start();
  const crm = await recorder();
  const fleet = await Fleet.start(RELAYS, config({ endpoints: [endpoint('crm', crm)] }), {
    DATABASE_URL: `postgres://postgres@127.0.0.1:${cluster.port}/postgres`,
    CONNECT_API_KEY: KEY,
  });
  return { cluster, fleet, crm };
}

/** Asks the tables alone: when each call of a lead came for which something was sent. */
async function firedAt(cluster: Cluster): Promise<number[]> {
  const rows = await cluster.ask(
    'select distinct o.id, o.received_at from occurrences o join actions a on a.occurrence_id = o.id order by 2',
  );
  return rows.split('\n').map((row) => Number(row.split('|')[1]));
}

/** The most of these times that lie within any stretch of so long. */
function mostWithin(times: readonly number[], ms: number): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + ms).length));
}

describe('eight relays on one database', () => {
  it('let one lead through nine times in any three minutes, whichever of them its calls come to', async () => {
    const { cluster, fleet, crm } = await eight();
    const until = Date.now() + HAMMERED_MS;
    let calls = 0;
    await Promise.all(
      fleet.relays.map(async (relay) => {
        while (Date.now() < until) {
          calls += 1;
          await deliver(relay, {
            lead_id: '101',
            call_log_id: String(calls),
            status: 'NI',
            phone_number: '7735550167',
          });
        }
      }),
    );
    await eventually(async () => expect(await cluster.ask('select count(*) from inbox')).toBe('0'));
    const times = await firedAt(cluster);
    await eventually(() => expect(crm.arrivals).toHaveLength(times.length));
    console.info(`${calls} calls of one lead through ${RELAYS} relays: ${times.length} fired`);
    expect(mostWithin(times, WITHIN_MS)).toBe(MOST);
    expect(Number(await cluster.ask('select count(*) from occurrences'))).toBe(calls);
    await fleet.stop();
  });

  it(`lose and double nothing while ${KILLS} times one of them is killed and started again, and keep each lead in order`, async () => {
    const { fleet, crm } = await eight();
    const anyUrl = (): string => fleet.relays[Math.floor(Math.random() * RELAYS)]?.url ?? '';
    const senders = new Senders(6, anyUrl);
    for (let kill = 0; kill < KILLS; kill++) {
      const before = senders.acknowledged.length;
      await eventually(() => expect(senders.acknowledged.length).toBeGreaterThan(before + 30));
      await fleet.killAndStartAgain(Math.floor(Math.random() * RELAYS));
    }
    await senders.stop();
    const { acknowledged } = senders;
    await eventually(async () => {
      const arrived = new Set(crm.arrivals.map(({ call }) => call));
      expect(acknowledged.filter(({ call }) => !arrived.has(call))).toEqual([]);
      const [relay] = fleet.relays;
      expect(relay && (await api(relay, 'pending'))).toMatchObject({ pending: [] });
    });
    const firsts = firstArrivals(crm.arrivals);
    console.info(
      `${KILLS} kills: acknowledged ${acknowledged.length}, refused ${senders.refused}, delivered ${firsts.length}, ` +
        `repeats ${crm.arrivals.length - firsts.length}`,
    );
    const byCall = new Map(firsts.map((arrival) => [arrival.call, arrival]));
    for (const { call, id } of acknowledged) expect(byCall.get(call)?.key).toBe(`${id}-01`);
    expect(callsWithSeveral(crm.arrivals, ({ key }) => key)).toEqual([]);
    expect(callsWithSeveral(crm.arrivals, ({ body }) => body)).toEqual([]);
    for (const calls of callsByLead(firsts).values()) expect(calls).toEqual([...calls].sort());
    await fleet.stop();
  });
});
