import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Env } from '../acceptance-process/support/environment.js';
import { config, endpoint } from '../support/config.js';
import { eventually } from '../support/eventually.js';
import {
  callsByLead,
  callsWithSeveral,
  firstArrivals,
  quiet,
  recorder,
} from '../acceptance-process/support/arrivals.js';
import { ROOT } from '../acceptance-process/support/built.js';
import { folderOnDisk } from '../acceptance-process/support/folders.js';
import { api } from '../acceptance-process/support/hook.js';
import { EndedEarly, startByScript, type RelayProcess } from '../acceptance-process/support/relay-process.js';
import { Traffic } from '../acceptance-process/support/traffic.js';

const SCRIPT = path.join(ROOT, 'test/chaos/relay.mjs');

/** How often a relay is killed at each point. */
const KILLS = Number(process.env['CHAOS_KILLS']);

/** Moments within the relay, which `fail-points.mjs` knows, and one that the destination tells. */
const POINTS = [
  'after intake',
  'after process',
  'after claim',
  'the request is at the destination',
  'before settle',
  'within settle',
] as const;

type Point = (typeof POINTS)[number];

const SENDERS = 6;

/** Grows slowly, so that a run is killed early and late: 1, 2, 3, 5, 8, 13, 21, 34, and again. */
const OCCASIONS = [1, 2, 3, 5, 8, 13, 21, 34];

/** @param storeOf tells a relay where its store is: an empty one for each point */
export function killsOn(store: string, storeOf: () => Promise<Env>): void {
  describe(`a relay on ${store} that is killed ${KILLS} times at one and the same point`, () => {
    it.each(POINTS)('loses and doubles nothing, and recovers by itself: %s', async (point) => {
      await survives(point, await storeOf());
    });
  });
}

async function survives(point: Point, store: Env): Promise<void> {
  const crm = await recorder();
  const traffic = new Traffic(SENDERS);
  const env = { ...store, CONNECT_DATA: folderOnDisk(config({ endpoints: [endpoint('crm', crm)] })) };
  for (let kill = 0; kill < KILLS; kill++) {
    const occasion = OCCASIONS[kill % OCCASIONS.length] ?? 1;
    await runUntilKilled(env, point, occasion, { crm, traffic });
  }

  const last = await startByScript([SCRIPT], env);
  await nothingLeftToDo(last, () => {
    const arrived = new Set(crm.arrivals.map(({ call }) => call));
    expect(traffic.acknowledged.filter(({ call }) => !arrived.has(call))).toEqual([]);
  });
  const firsts = firstArrivals(crm.arrivals);
  const delivered = new Map(firsts.map((arrival) => [arrival.call, arrival]));
  console.info(
    `${point}: ${KILLS} kills; sent ${traffic.sent}, acknowledged ${traffic.acknowledged.length}, ` +
      `delivered ${firsts.length}, repeats ${crm.arrivals.length - firsts.length}`,
  );
  expect(traffic.acknowledged.filter(({ call }) => !delivered.has(call))).toEqual([]);
  for (const { call, id } of traffic.acknowledged) expect(delivered.get(call)?.key).toBe(`${id}-01`);
  expect(callsWithSeveral(crm.arrivals, ({ key }) => key)).toEqual([]);
  expect(callsWithSeveral(crm.arrivals, ({ body }) => body)).toEqual([]);
  expect(new Set(firsts.map(({ key }) => key)).size).toBe(firsts.length);
  for (const calls of callsByLead(firsts).values()) expect(calls).toEqual([...calls].sort());
  expect(crm.arrivals.length).toBeGreaterThan(0);
  await last.stop();
}

async function runUntilKilled(
  env: Env,
  point: Point,
  occasion: number,
  { crm, traffic }: { crm: Awaited<ReturnType<typeof recorder>>; traffic: Traffic },
): Promise<void> {
  const isTold = point === 'the request is at the destination';
  const dies = isTold ? {} : { FAIL_POINT: point, OCCASION: String(occasion) };
  const relay = await startByScript([SCRIPT], { ...env, ...dies }).catch(diedAsItStarted);
  if (relay === null) return;
  let left = occasion;
  const deaths: Promise<void>[] = [];
  crm.moments.received = (): void => {
    left -= 1;
    if (isTold && left === 0) deaths.push(relay.kill());
  };
  // It answers until it is killed, and no longer.
  await traffic.sendTo(relay.url);
  crm.moments.received = quiet;
  await Promise.all(deaths);
  expect(await relay.signal()).toBe('SIGKILL');
}

/** What the one before has left is gone through at the start, and may bring it to its point before it takes a call. */
function diedAsItStarted(error: unknown): null {
  if (error instanceof EndedEarly && error.signal === 'SIGKILL') return null;
  throw error;
}

/** Waits until all has arrived and no action waits, and sees that nothing has ended undelivered. */
async function nothingLeftToDo(relay: RelayProcess, hasArrived: () => void): Promise<void> {
  await eventually(async () => {
    hasArrived();
    expect(await api(relay, 'pending')).toMatchObject({ pending: [] });
  });
  expect(await api(relay, 'dead-letters')).toEqual({
    actions: [],
    deliveries: [],
    workflows: [],
    next: null,
  });
}
