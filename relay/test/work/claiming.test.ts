import type { Occurrence } from '@convoso-connect/core';
import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import type { ActionRow } from '../../src/store/commands/actions.js';
import { Claiming, type ClaimingParts } from '../../src/work/claiming.js';
import { action } from '../store/rows.js';
import { withDatabase } from '../store/temp-database.js';

/** Reviews an action that was planned under a configuration of before, which cannot be read for this reason. */
function review(failure: Error) {
  const parts = {
    clock: { now: () => 5 },
    config: () => ({ revision: { number: 2 }, resolved: { settings: { liveCallExpiresMinutes: 120 } } }),
    revisions: { get: () => Promise.reject(failure) },
  } as unknown as ClaimingParts;
  const row = action({ state: 'waiting', revision: 1 }) as ActionRow;
  const fresh = new Map([[row.occurrence_id, {} as Occurrence]]);
  return withDatabase((db) =>
    db
      .transaction()
      .execute((tx) => new Claiming(parts).review(tx, [row], { switches: undefined as never, fresh })),
  );
}

describe('an action whose configuration of then cannot be read', () => {
  it('is set aside where that is its own fault', async () => {
    const [taken] = await review(new Error('revision 1 is no configuration'));
    expect(taken?.row).toMatchObject({ state: 'dead', reason: expect.stringContaining('no configuration') });
  });

  it('is not set aside for a fault of the store, and waits for it', async () => {
    const fault = new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_READ');
    await expect(review(fault)).rejects.toBe(fault);
  });
});
