import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { config, endpoint, workflow } from '../support/config.js';
import { ACCEPTED, destination, type Destination } from '../support/destination.js';
import { full } from '../support/check-full.js';
import { eventually } from '../support/eventually.js';
import { leaveDeadLetters } from './support/dead-letters.js';
import { dataFolder } from './support/folders.js';
import { deliver } from './support/hook.js';
import { connect, startRelayProcess } from './support/relay-process.js';
import { rowsOf } from './support/stored.js';

/** What arrived at one place, by key: the bodies that came under it, each as often as it did. */
function byKey(crm: Destination, place: string): Map<string, string[]> {
  const arrived = new Map<string, string[]>();
  for (const { key, body } of crm.at(place)) arrived.set(key, [...(arrived.get(key) ?? []), body]);
  return arrived;
}

/** A folder in which so many dead letters lie, and their CRM, which takes everything from now on. */
async function deadLetters(count: number) {
  const crm = await destination(() => ({ status: 422 }));
  const endpoints = [endpoint('crm', crm, { name: 'CRM' }), endpoint('other', crm)];
  const workflows = [
    workflow('all', ['crm'], { events: [{ type: 'DISPOSITION', values: ['NI'] }] }),
    workflow('sales', ['other'], { events: [{ type: 'DISPOSITION', values: ['SALE'] }] }),
  ];
  const folder = dataFolder(config({ endpoints, workflows }));
  await leaveDeadLetters(folder, count);
  crm.behave(() => ACCEPTED);
  return { crm, folder, before: crm.requests.length };
}

/** In the short form more than are looked at in one part. */
const MANY = full ? 30_000 : 1_200;
const SHOWN = MANY.toLocaleString('en-US');

describe('many dead letters', () => {
  it(`${SHOWN} of them are looked at and sent again with progress, while calls are taken in one after the other`, async () => {
    const { crm, folder } = await deadLetters(MANY);
    const relay = await startRelayProcess(folder);

    const shown = await connect(folder, ['failures']);
    expect(shown.stdout).toContain(`CRM did not take it [refused]: ${SHOWN} given up`);
    const replay = { isOver: false };
    const replays = connect(folder, ['replay', '--endpoint', 'crm', '--dry-run']).then(async (dry) => {
      const real = await connect(folder, ['replay', '--endpoint', 'crm']);
      replay.isOver = true;
      return { dry, real };
    });
    let taken = 0;
    for (let call = 1; !replay.isOver; call += 1) {
      await deliver(relay, { ...callOf(100_000 + call, call), status: 'SALE' });
      taken += 1;
    }
    const { dry, real } = await replays;

    expect(real.code).toBe(0);
    expect(real.stdout).toContain(`1,000 of ${SHOWN} actions looked at`);
    expect(dry.stdout).toContain(`Would send ${SHOWN} actions again`);
    expect(real.stdout).toContain(`Sending ${SHOWN} actions again`);
    // Each was answered before the next one was sent.
    expect(taken).toBeGreaterThan(MANY / 300);
    expect(rowsOf(folder, 'actions').filter(({ state }) => state === 'dead')).toEqual([]);
    await relay.stop();
    expect([...byKey(crm, '/crm').values()].filter((bodies) => bodies.length > 2)).toEqual([]);
  });

  it('that are being sent again when the relay is killed are all sent by the same command, none under another key', async () => {
    const { crm, folder, before } = await deadLetters(3_000);
    const first = await startRelayProcess(folder);
    const cutOff = connect(folder, ['replay', '--endpoint', 'crm']);
    await eventually(() => {
      if (crm.requests.length < before + 200) throw new Error('it has not begun');
    });
    await first.kill();
    expect(await cutOff).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Give the same command once more: nothing is sent twice.'),
    });

    await startRelayProcess(folder);
    const again = await connect(folder, ['replay', '--endpoint', 'crm']);

    expect(again).toMatchObject({ code: 0, stderr: '' });
    await eventually(() => {
      const open = rowsOf(folder, 'actions').filter(({ state }) => state !== 'done');
      if (open.length > 0) throw new Error(`${open.length} are not done`);
    });
    const arrived = byKey(crm, '/crm');
    expect(arrived.size).toBe(3_000);
    for (const bodies of arrived.values()) expect(new Set(bodies).size).toBe(1);
    const done = rowsOf(folder, 'attempts').filter(({ outcome }) => outcome === 'delivered');
    expect(new Set(done.map((row) => row['action_id'])).size).toBe(done.length);
  });
});
