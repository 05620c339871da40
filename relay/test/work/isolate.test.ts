import { describe, expect, it } from '@jest/globals';
import { SqliteError } from '../../src/store/driver.js';
import fc from 'fast-check';
import { performIsolated } from '../../src/work/isolate.js';

interface Run {
  readonly done: number[];
  readonly setAside: Map<number, string>;
  /** How often each was tried alone. */
  readonly alone: Map<number, number>;
  transactions: number;
}

/** Members are numbers; those in `bad` fail whatever batch they are in. */
async function run(members: readonly number[], bad: ReadonlySet<number>): Promise<Run> {
  const outcome: Run = { done: [], setAside: new Map(), alone: new Map(), transactions: 0 };
  await performIsolated(members, {
    perform: (some) => {
      outcome.transactions += 1;
      const [member] = some;
      if (some.length === 1 && member !== undefined)
        outcome.alone.set(member, (outcome.alone.get(member) ?? 0) + 1);
      const failing = some.find((each) => bad.has(each));
      if (failing !== undefined) return Promise.reject(new Error(`member ${failing}`));
      return Promise.resolve(() => outcome.done.push(...some));
    },
    setAside: (member, error) => {
      outcome.setAside.set(member, (error as Error).message);
      return Promise.resolve();
    },
  });
  return outcome;
}

const anyBatch = fc
  .integer({ min: 0, max: 64 })
  .chain((count) => fc.tuple(fc.constant(count), fc.uniqueArray(fc.integer({ min: 0, max: 63 }))));

describe('a batch in which members fail', () => {
  it('does all others, in their order, and sets each that fails aside after two tries alone', async () => {
    await fc.assert(
      fc.asyncProperty(anyBatch, async ([count, failing]) => {
        const members = Array.from({ length: count }, (_, index) => index);
        const bad = new Set(failing.filter((each) => each < count));

        const { done, setAside, alone } = await run(members, bad);

        expect(done).toEqual(members.filter((each) => !bad.has(each)));
        expect([...setAside]).toEqual(
          members.filter((each) => bad.has(each)).map((each) => [each, `member ${each}`]),
        );
        for (const each of bad) expect(alone.get(each)).toBe(2);
      }),
    );
  });

  it('costs a few transactions for one bad member, and not one for each good one', async () => {
    const { transactions } = await run(
      Array.from({ length: 64 }, (_, index) => index),
      new Set([37]),
    );
    expect(transactions).toBe(1 + 2 * Math.log2(64) + 1);
  });

  it('does a member at its second try that failed by chance at the first', async () => {
    let tries = 0;
    const done: string[] = [];
    await performIsolated(['only'], {
      perform: (some) => {
        tries += 1;
        return tries === 1
          ? Promise.reject(new Error('by chance'))
          : Promise.resolve(() => done.push(...some));
      },
      setAside: () => Promise.reject(new Error('it was not to be set aside')),
    });
    expect(done).toEqual(['only']);
  });

  it('stops at a fault of the store, and sets nothing aside for it', async () => {
    const full = new SqliteError('database or disk is full', 'SQLITE_FULL');
    const setAside: string[] = [];
    const performing = performIsolated(['first', 'second'], {
      perform: () => Promise.reject(full),
      setAside: (member) => Promise.resolve(void setAside.push(member)),
    });
    await expect(performing).rejects.toBe(full);
    expect(setAside).toEqual([]);
  });

  it('does nothing again for a failure of what follows the commit', async () => {
    let transactions = 0;
    const performing = performIsolated(['only'], {
      perform: () => {
        transactions += 1;
        return Promise.resolve(() => {
          throw new Error('after the commit');
        });
      },
      setAside: () => Promise.reject(new Error('it was not to be set aside')),
    });
    await expect(performing).rejects.toThrow('after the commit');
    expect(transactions).toBe(1);
  });
});
