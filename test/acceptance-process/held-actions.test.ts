import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { startAhead } from './support/clocked-relay.js';
import { dataFolder } from './support/folders.js';
import { api, deliver } from './support/hook.js';
import type { RelayProcess } from './support/relay-process.js';

const DAY = 86_400_000;
const WEEK = 7 * DAY;

const pending = async (relay: RelayProcess): Promise<unknown[]> =>
  (await api<{ pending: unknown[] }>(relay, 'pending')).pending;

/** So long until it is one in the afternoon in Los Angeles. */
function untilOneOClock(): number {
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/Los_Angeles',
    hour: 'numeric',
    hourCycle: 'h23',
  });
  let ahead = 0;
  while (Number(clock.format(Date.now() + ahead)) !== 13) ahead += 60_000;
  return ahead;
}

describe('actions that are held or scheduled', () => {
  it('survive SIGKILL and a clock that jumps a week: each is performed once, within its hours', async () => {
    const crm = await destination();
    const actions = (endpointId: string) => [{ id: 'post', type: 'INTEGRATION', endpointId }];
    const folder = dataFolder(
      config({
        endpoints: [endpoint('held', crm), endpoint('scheduled', crm)],
        workflows: [
          workflow('held', [], {
            actionSets: [{ id: 's', schedule: { holdUntilHours: '5-9' }, actions: actions('held') }],
          }),
          workflow('scheduled', [], {
            actionSets: [{ id: 's', schedule: { days: 3 }, actions: actions('scheduled') }],
          }),
        ],
      }),
    );
    const afternoon = untilOneOClock();
    const first = await startAhead(folder, afternoon);
    for (const call of [1, 2, 3]) await deliver(first, callOf(call, call));
    await eventually(async () => expect(await pending(first)).toHaveLength(6));
    await first.kill();

    // Still before five: nothing has come due, and nothing is lost.
    const second = await startAhead(folder, afternoon + 60_000);
    expect(await pending(second)).toHaveLength(6);
    expect(crm.requests).toEqual([]);
    await second.kill();

    // A week later, at one: what was scheduled is due, what is held waits for five.
    const third = await startAhead(folder, afternoon + WEEK);
    await crm.received(3, '/scheduled');
    await eventually(async () => expect(await pending(third)).toHaveLength(3));
    await third.kill();

    const fourth = await startAhead(folder, afternoon + WEEK + 5 * 3_600_000);
    await crm.received(3, '/held');
    await eventually(async () => expect(await pending(fourth)).toEqual([]));
    expect(crm.at('/scheduled')).toHaveLength(3);
    expect(new Set(crm.requests.map(({ key }) => key)).size).toBe(6);
    await fourth.kill();
  });
});
