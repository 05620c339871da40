import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { Slice, type SliceParts } from '../../src/work/slice.js';

const KINDS = ['settle', 'report', 'process', 'claim', 'cancel'] as const;
type Kind = (typeof KINDS)[number];

/** A slice whose common transaction fails, with kinds of work that fail as wholes where `failing` says so. */
function slice(failing: Readonly<Partial<Record<Kind, Error>>>) {
  const done: Kind[] = [];
  const kind = (name: Kind) => () => {
    const failure = failing[name];
    if (failure !== undefined) return Promise.reject(failure);
    done.push(name);
    return Promise.resolve();
  };
  const nothing = { hasWork: false, take: () => [], giveBack: () => undefined };
  const parts = {
    commits: { transaction: () => Promise.reject(new Error('the slice fails')) },
    settling: { ...nothing, settleIsolated: kind('settle') },
    reporter: { ...nothing, hasNews: false, storeIsolated: kind('report') },
    processing: { mayHaveWork: false, next: () => Promise.resolve([]), processIsolated: kind('process') },
    claiming: { mayHaveWork: false, room: () => 8, claimIsolated: kind('claim') },
    cancelling: { hasWork: false, cancelIsolated: kind('cancel') },
  } as unknown as SliceParts;
  const perform = () => new Slice(parts).perform({ size: 8, only: 'anything', timer: () => 0 });
  return { perform, done };
}

describe('a slice that is done again kind by kind', () => {
  it.each(KINDS)(
    'does all other kinds where %s fails as a whole, and says then what failed',
    async (kind) => {
      const { perform, done } = slice({ [kind]: new Error(`${kind} fails`) });
      await expect(perform()).rejects.toThrow(`${kind} fails`);
      expect(done).toEqual(KINDS.filter((each) => each !== kind));
    },
  );

  it('ends at once where the store fails: each of the others would wait for it in vain', async () => {
    const full = new Database.SqliteError('database or disk is full', 'SQLITE_FULL');
    const { perform, done } = slice({ report: full });
    await expect(perform()).rejects.toBe(full);
    expect(done).toEqual(['settle']);
  });
});
