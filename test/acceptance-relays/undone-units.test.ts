import { describe, expect, it } from '@jest/globals';
import { MemoryStore, openMemoryStore } from '../../relay/src/store/memory/memory-store.js';
import { PostgresError } from '../../relay/src/store/postgres/postgres-error.js';
import { openFailing } from '../acceptance-turns/failing-store.js';
import { callOf } from '../support/calls.js';
import { HandClock } from '../support/clock.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { send } from '../support/http.js';
import { runRelay } from '../support/relay.js';

/** A relay beside others, so many of whose units the database undoes in favour of theirs. */
async function relayWithUndone(times: number) {
  const clock = new HandClock();
  const memory = openMemoryStore(new MemoryStore(() => clock.now()), 'shared');
  let left = times;
  const store = openFailing(memory, (call) => {
    if (call !== 'actions.add' || left === 0) return;
    left -= 1;
    throw new PostgresError('deadlock detected', '40P01');
  });
  const crm = await destination();
  const relay = await runRelay({ clock, store, config: config({ endpoints: [endpoint('crm', crm)] }) });
  return { relay, crm };
}

describe('a unit that the database has undone in favour of another relay', () => {
  it('is done again, and nobody is told', async () => {
    const { relay, crm } = await relayWithUndone(3);
    await relay.settled(await relay.post(callOf(1, 1)));
    expect(crm.requests).toHaveLength(1);
    expect(await relay.notifications()).toEqual([]);
    expect((await send(`${relay.url}/readyz`)).status).toBe(200);
  });

  it('is told of where it is undone over and over, and done in the end', async () => {
    const { relay, crm } = await relayWithUndone(9);
    const id = await relay.post(callOf(1, 1));
    await crm.received(1);
    await relay.settled(id);
    expect(await relay.notice('not-ready')).toMatchObject({
      key: expect.stringMatching(/^store:.+:STORE_BUSY$/),
    });
  });
});
