import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { full } from '../support/check-full.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { callsByLead, callsWithSeveral, firstArrivals, quiet, recorder } from './support/arrivals.js';
import { dataFolder, folderOnDisk } from './support/folders.js';
import { api, deliver } from './support/hook.js';
import { explain, startRelayProcess, type RelayProcess } from './support/relay-process.js';
import { rowsOf } from './support/stored.js';
import { Traffic } from './support/traffic.js';

const SENDERS = 6;

/** When the plug is pulled, and at which occasion of it: the first, the second … of this run. */
const MOMENTS = ['answer to Convoso', 'request at the destination', 'answer of the destination'] as const;
const OCCASIONS = full ? [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144] : [1, 13];

/** Every moment at every occasion; in the long form five times over, because no two kills meet the same state. */
const KILLS = Array.from({ length: full ? 5 : 1 }, () =>
  OCCASIONS.flatMap((occasion) => MOMENTS.map((moment) => ({ moment, occasion }))),
).flat();

describe(`a relay that is killed ${KILLS.length} times`, () => {
  it('delivers every call that it has acknowledged, in order, and repeats only with the same key and body', async () => {
    const crm = await recorder();
    const traffic = new Traffic(SENDERS);
    const folder = folderOnDisk(config({ endpoints: [endpoint('crm', crm)] }));

    const killed = {
      'answer to Convoso': 0,
      'request at the destination': 0,
      'answer of the destination': 0,
    };
    for (const { moment, occasion } of KILLS) {
      const relay = await startRelayProcess(folder);
      let left = occasion;
      const deaths: Promise<void>[] = [];
      const pullThePlug = (): void => {
        left -= 1;
        if (left === 0) deaths.push(relay.kill());
      };
      traffic.onAnswer = moment === 'answer to Convoso' ? pullThePlug : quiet;
      crm.moments.received = moment === 'request at the destination' ? pullThePlug : quiet;
      crm.moments.answered = moment === 'answer of the destination' ? pullThePlug : quiet;
      await traffic.sendTo(relay.url);
      // That it no longer answers has this reason and no other.
      expect(deaths).toHaveLength(1);
      await Promise.all(deaths);
      killed[moment] += 1;
    }

    crm.moments.received = crm.moments.answered = quiet;
    const last = await startRelayProcess(folder);
    await nothingLeftToDo(last, folder);
    await last.stop();

    const firsts = firstArrivals(crm.arrivals);
    const repeats = crm.arrivals.length - firsts.length;
    console.info(
      `kills: ${JSON.stringify(killed)}; sent ${traffic.sent}, acknowledged ${traffic.acknowledged.length}, ` +
        `delivered ${firsts.length}, repeats ${repeats}`,
    );
    const delivered = new Map(firsts.map((arrival) => [arrival.call, arrival]));
    expect(traffic.acknowledged.filter(({ call }) => !delivered.has(call))).toEqual([]);
    for (const { call, id } of traffic.acknowledged) expect(delivered.get(call)?.key).toBe(`${id}-01`);
    expect(callsWithSeveral(crm.arrivals, ({ key }) => key)).toEqual([]);
    expect(callsWithSeveral(crm.arrivals, ({ body }) => body)).toEqual([]);
    expect(new Set(firsts.map(({ key }) => key)).size).toBe(firsts.length);
    for (const calls of callsByLead(firsts).values()) expect(calls).toEqual([...calls].sort());
    // Otherwise the kills came at moments at which nothing was at stake, and the above says little.
    expect(repeats).toBeGreaterThan(0);
    expect(traffic.acknowledged.length).toBeGreaterThan(KILLS.length);
    // What an earlier search came to: 74 kills, 3,570 calls acknowledged, none lost.
    if (full) expect([KILLS.length > 74, traffic.acknowledged.length > 3_570]).toEqual([true, true]);
  });
});

/** Waits until every stored delivery is processed and every action has ended well. */
async function nothingLeftToDo(relay: RelayProcess, folder: string): Promise<void> {
  await eventually(() => {
    expect(rowsOf(folder, 'inbox')).toEqual([]);
    expect(new Set(rowsOf(folder, 'actions').map(({ state }) => state))).toEqual(new Set(['done']));
  });
  expect(await api(relay, 'dead-letters')).toEqual({
    actions: [],
    deliveries: [],
    workflows: [],
    next: null,
  });
}

describe('an attempt that was cut off', () => {
  it('is repeated at the next start with the same key and body, and the trail tells of both', async () => {
    const crm = await destination(() => 'silence');
    const folder = dataFolder(config({ endpoints: [endpoint('crm', crm)] }));
    const killed = await startRelayProcess(folder);
    const id = await deliver(killed, callOf(42));
    await crm.received(1);
    await killed.kill();

    crm.behave(() => ({ status: 200, body: '{"success":true}' }));
    const next = await startRelayProcess(folder);
    const [before, after] = await crm.received(2);
    expect(after).toMatchObject({ key: `${id}-01`, body: before?.body });
    expect(before?.key).toBe(after?.key);
    await next.stop();

    expect(rowsOf(folder, 'actions')).toMatchObject([{ state: 'done', attempts: 2 }]);
    const { stdout } = await explain(folder, id);
    expect(stdout).toContain('attempt 1: interrupted, no answer');
    expect(stdout).toContain('attempt 2: delivered, answered 200');
  });

  it('is not repeated where retry is "never": it ends in the dead letters as outcome unknown', async () => {
    const crm = await destination(() => 'silence');
    const folder = dataFolder(config({ endpoints: [endpoint('crm', crm, { retry: 'never' })] }));
    const killed = await startRelayProcess(folder);
    const id = await deliver(killed, callOf(42));
    const [cutOff] = await crm.received(1);
    await killed.kill();

    crm.behave(() => ({ status: 200, body: '{"success":true}' }));
    const next = await startRelayProcess(folder);
    const { actions } = await api<{ actions: unknown[] }>(next, 'dead-letters');
    expect(actions).toMatchObject([
      { id: `${id}-01`, endpointId: 'crm', attempts: 1, reason: expect.stringContaining('outcome unknown') },
    ]);
    const { notifications } = await api<{ notifications: unknown[] }>(next, 'notifications');
    expect(notifications).toContainEqual(
      expect.objectContaining({ kind: 'not-delivered', message: expect.stringContaining('outcome unknown') }),
    );

    // Another call of the lead gets through, and is the only one that does.
    await deliver(next, callOf(42, 'later'));
    const requests = await crm.received(2);
    expect(requests[1]?.key).not.toBe(cutOff?.key);
    await next.stop();
  });

  it('is repeated on request after that, with the same key and body', async () => {
    const crm = await destination(() => 'silence');
    const folder = dataFolder(config({ endpoints: [endpoint('crm', crm, { retry: 'never' })] }));
    const killed = await startRelayProcess(folder);
    const id = await deliver(killed, callOf(42));
    await crm.received(1);
    await killed.kill();

    crm.behave(() => ({ status: 200, body: '{"success":true}' }));
    const next = await startRelayProcess(folder);
    const replayed = await fetch(`${next.url}/api/dead-letters/${id}-01/replay`, {
      method: 'POST',
      headers: next.authorization,
    });
    expect(await replayed.json()).toEqual({ success: true, id: `${id}-01` });
    const [before, after] = await crm.received(2);
    expect(after).toMatchObject({ key: before?.key, body: before?.body });
    await next.stop();
  });
});
