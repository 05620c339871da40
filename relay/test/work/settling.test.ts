import { describe, expect, it } from '@jest/globals';
import { SqliteError } from '../../src/store/driver.js';
import { Settling, type SettlingParts } from '../../src/work/settling.js';
import { Withheld } from '../../src/work/withheld.js';
import { attempt } from '../store/rows.js';
import type { Settlement } from '../../src/store/ports/attempts.js';

const SETTLEMENT: Settlement = {
  attempt: attempt(),
  action: { id: '01J0-01', lane: 'lane', state: 'done', nextAt: 0, reason: null, holder: null },
};

/** Settling on a store that refuses with these errors, one after the other, and takes everything then. */
function settling(failures: Error[]) {
  const told: string[] = [];
  const clock = { now: () => 0 };
  const parts = {
    store: {
      turn: () => {
        const failure = failures.shift();
        return failure === undefined ? Promise.resolve([]) : Promise.reject(failure);
      },
    },
    clock,
    reporter: { attempted: () => undefined, setAside: ({ id }: { id: string }) => void told.push(id) },
    withheld: new Withheld({ clock, log: {} as never, tell: () => undefined }),
    lookAt: () => undefined,
    placeFreed: () => undefined,
  } as unknown as SettlingParts;
  return { settling: new Settling(parts), told };
}

const refused = () => new Error('CHECK constraint failed');

describe('the end of an attempt whose log entry is refused', () => {
  it('stands without the entry', async () => {
    const { settling: work, told } = settling([refused(), refused(), refused()]);
    await work.settleIsolated([SETTLEMENT]);
    expect([told, work.waiting]).toEqual([['01J0-01'], 0]);
  });

  it('does not lose the entry to a fault of the store that comes in between', async () => {
    const full = new SqliteError('database or disk is full', 'SQLITE_FULL');
    const { settling: work, told } = settling([refused(), refused(), full]);
    await expect(work.settleIsolated([SETTLEMENT])).rejects.toBe(full);
    expect(told).toEqual([]);
    expect(work.take(5)).toEqual([SETTLEMENT]);
  });
});
