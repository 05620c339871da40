import { describe, expect, it } from '@jest/globals';
import { SqliteError } from '../../src/store/driver.js';
import { Settling, type SettlingParts } from '../../src/work/settling.js';
import { Slice, type SliceParts } from '../../src/work/slice.js';
import type { Settlement } from '../../src/store/ports/attempts.js';

const KINDS = ['settle', 'report', 'process', 'claim', 'cancel', 'recover'] as const;
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
    store: { turn: () => Promise.reject(new Error('the slice fails')) },
    settling: { ...nothing, settleIsolated: kind('settle') },
    reporter: { ...nothing, hasNews: false, storeIsolated: kind('report') },
    processing: { mayHaveWork: false, next: () => Promise.resolve([]), processIsolated: kind('process') },
    choosing: { mayHaveWork: false, room: () => 8 },
    claiming: { claimIsolated: kind('claim') },
    cancelling: { hasWork: false, cancelIsolated: kind('cancel') },
    recovering: { ...nothing, recoverIsolated: kind('recover') },
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
    const full = new SqliteError('database or disk is full', 'SQLITE_FULL');
    const { perform, done } = slice({ report: full });
    await expect(perform()).rejects.toBe(full);
    expect(done).toEqual(['settle']);
  });
});

/** A slice with three attempts that have ended, of which it takes two, and fails. */
function failingSlice(failure: Error) {
  const settlements = ['first', 'second', 'third'].map((id) => ({ action: { id } }) as Settlement);
  const settling = new Settling({} as SettlingParts);
  for (const settlement of settlements) settling.add(settlement);
  const doneAgain: Settlement[] = [];
  settling.settleIsolated = (given) => Promise.resolve(void doneAgain.push(...given));
  const notices = ['notice'];
  const nothing = () => Promise.resolve();
  const reporter = {
    hasNews: false,
    take: () => notices.splice(0),
    giveBack: (given: readonly string[]) => notices.push(...given),
    storeIsolated: nothing,
  };
  const slice = new Slice({
    store: { turn: () => Promise.reject(failure) },
    settling,
    reporter,
    processing: { mayHaveWork: false, next: () => Promise.resolve([]), processIsolated: nothing },
    choosing: { mayHaveWork: false, room: () => 8 },
    claiming: { claimIsolated: nothing },
    cancelling: { hasWork: false, cancelIsolated: nothing },
    recovering: { hasWork: false, take: () => [], giveBack: () => undefined, recoverIsolated: nothing },
  } as unknown as SliceParts);
  const perform = () => slice.perform({ size: 2, only: 'anything', timer: () => 0 });
  return { perform, settlements, settling, notices, doneAgain };
}

describe('B11: what a slice took and could not write', () => {
  it('waits in its order for the store to take it again', async () => {
    const full = new SqliteError('database or disk is full', 'SQLITE_FULL');
    const { perform, settlements, settling, notices } = failingSlice(full);
    await expect(perform()).rejects.toBe(full);
    expect(settling.take(3)).toEqual(settlements);
    expect(notices).toEqual(['notice']);
  });

  it('is done again by itself at once, where one of its members failed', async () => {
    const { perform, settlements, doneAgain } = failingSlice(new Error('a row that breaks a rule'));
    await perform();
    expect(doneAgain).toEqual(settlements.slice(0, 2));
  });
});
