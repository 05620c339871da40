import { describe, expect, it } from '@jest/globals';
import { MemoryStore, openMemoryStore } from '../../relay/src/store/memory/memory-store.js';
import type { OpenStore } from '../../relay/src/store/opened-store.js';
import { callOf } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { runRelay } from '../support/relay.js';

/** A store that cannot make safe what was committed, at the moment at which it is open. */
const failing: OpenStore = async (opening) => {
  const opened = await openMemoryStore(new MemoryStore())(opening);
  opening.syncFailed(Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }));
  return opened;
};

describe('a store that tells of its trouble before the relay has started', () => {
  it('ends no start with an error of the relay: it is told to the operator, and calls go through', async () => {
    const crm = await destination();
    const relay = await runRelay({ store: failing, config: config({ endpoints: [endpoint('crm', crm)] }) });

    await relay.settled(await relay.post(callOf(1, 1)));

    expect(crm.requests).toHaveLength(1);
    await eventually(async () => {
      const { text } = await relay.api('notifications');
      expect(JSON.parse(text)).toMatchObject({ notifications: [{ kind: 'not-ready' }] });
    });
  });
});
