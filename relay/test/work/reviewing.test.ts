import type { Occurrence } from '@convoso-connect/core';
import { describe, expect, it } from '@jest/globals';
import { SqliteError } from '../../src/store/driver.js';
import { Reviewing, type ReviewingParts } from '../../src/work/reviewing.js';
import { action } from '../store/rows.js';
import { THE_RELAY } from './holder.js';
import { withDatabase, storeOn } from '../store/temp-database.js';

/** Reviews an action that was planned under a configuration of before, which cannot be read for this reason. */
function review(failure: Error) {
  const parts = {
    clock: { now: () => 5 },
    config: () => ({ revision: { number: 2 }, resolved: { settings: { liveCallExpiresMinutes: 120 } } }),
    flows: { timeBehind: () => 0 },
    relay: THE_RELAY,
    revisions: { get: () => Promise.reject(failure) },
  } as unknown as ReviewingParts;
  const row = action({ state: 'waiting', revision: 1 });
  const fresh = new Map([[row.occurrenceId, {} as Occurrence]]);
  return withDatabase((db) =>
    storeOn(db).durably((unit) =>
      new Reviewing(parts).review(unit, [row], { switches: undefined as never, fresh }),
    ),
  );
}

describe('an action whose configuration of then cannot be read', () => {
  it('is set aside where that is its own fault', async () => {
    const [taken] = await review(new Error('revision 1 is no configuration'));
    expect(taken?.row).toMatchObject({ state: 'dead', reason: expect.stringContaining('no configuration') });
  });

  it('is not set aside for a fault of the store, and waits for it', async () => {
    const fault = new SqliteError('disk I/O error', 'SQLITE_IOERR_READ');
    await expect(review(fault)).rejects.toBe(fault);
  });
});
