import { expect } from '@jest/globals';
import {
  callsByLead,
  callsWithSeveral,
  firstArrivals,
  recorder,
} from '../acceptance-process/support/arrivals.js';
import { dataFolder } from '../acceptance-process/support/folders.js';
import { startRelayProcess } from '../acceptance-process/support/relay-process.js';
import { config, endpoint } from '../support/config.js';
import { eventually } from '../support/eventually.js';
import { Cluster } from './postgres-cluster.js';
import { proxyTo, type Proxy } from './proxy.js';
import { Senders } from './senders.js';

const SENDERS = 4;

/** So many calls are taken in before the outage, and after it. */
const CALLS = 20;

export interface Outage {
  readonly cluster: Cluster;
  readonly proxy: Proxy;
}

/** Runs a relay on a database through an outage from begin to end: nobody touches the relay. */
export async function through(
  cluster: Cluster,
  { begins, ends }: { begins: (outage: Outage) => Promise<void>; ends: (outage: Outage) => Promise<void> },
): Promise<void> {
  const crm = await recorder();
  const proxy = await proxyTo(cluster.port);
  const folder = dataFolder(config({ endpoints: [endpoint('crm', crm)] }));
  const relay = await startRelayProcess(folder, {
    DATABASE_URL: `postgres://postgres@127.0.0.1:${proxy.port}/postgres`,
  });
  const senders = new Senders(SENDERS, () => relay.url);
  const { acknowledged } = senders;
  await eventually(() => expect(acknowledged.length).toBeGreaterThan(CALLS));

  await begins({ cluster, proxy });
  const refusedBefore = senders.refused;
  // It says so instead of acknowledging what it cannot keep.
  await eventually(() => expect(senders.refused).toBeGreaterThan(refusedBefore + SENDERS));

  await ends({ cluster, proxy });
  const before = acknowledged.length;
  await eventually(() => expect(acknowledged.length).toBeGreaterThan(before + CALLS));
  await senders.stop();
  await eventually(() => {
    const arrived = new Set(crm.arrivals.map(({ call }) => call));
    expect(acknowledged.filter(({ call }) => !arrived.has(call))).toEqual([]);
  });
  const firsts = firstArrivals(crm.arrivals);
  console.info(
    `acknowledged ${acknowledged.length}, refused ${senders.refused}, delivered ${firsts.length}, ` +
      `repeats ${crm.arrivals.length - firsts.length}`,
  );
  expect(callsWithSeveral(crm.arrivals, ({ key }) => key)).toEqual([]);
  expect(callsWithSeveral(crm.arrivals, ({ body }) => body)).toEqual([]);
  for (const calls of callsByLead(firsts).values()) expect(calls).toEqual([...calls].sort());
  await relay.stop();
}

export async function startedCluster(parent?: string): Promise<Cluster> {
  const cluster = await Cluster.create(parent === undefined ? {} : { parent });
  await cluster.start();
  return cluster;
}
