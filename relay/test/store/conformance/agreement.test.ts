import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MemoryStore } from '../../../src/store/memory/memory-store.js';
import type { Store } from '../../../src/store/store.js';
import { numbersOf } from '../postgres-database.js';
import { describeOnPostgres } from '../postgres/with-postgres.js';
import { storeOn, withDatabase } from '../temp-database.js';
import { answerOf } from './answers.js';
import { anyCalls, CALLS, callsOf, type Call } from './calls.js';

/** The clock of both stores, by which leases go. */
const now = (): number => 1_000;
const memory = (): Store => new MemoryStore(now).open();

/** What both come to, call after call. `begun` is called before each, and what it gives where a call has failed. */
async function answers(
  calls: readonly Call[],
  stores: readonly Store[],
  begun: () => Promise<() => Promise<void>> = () => Promise.resolve(() => Promise.resolve()),
): Promise<unknown[][]> {
  const all: unknown[][] = stores.map(() => []);
  for (const call of calls) {
    const failed = await begun();
    for (const [index, store] of stores.entries()) {
      const answer = await answerOf(store, call);
      all[index]?.push([call.name, call.args, answer]);
      if (answer === 'it fails') await failed();
    }
  }
  return all;
}

describe('the embedded store', () => {
  it('answers every sequence of calls as the naive model in memory does', async () => {
    await fc.assert(
      fc.asyncProperty(anyCalls, (calls) =>
        withDatabase(async (db) => {
          const [embedded, model] = await answers(calls, [storeOn(db, { now }), memory()]);
          expect(embedded).toEqual(model);
        }),
      ),
      { numRuns: 50 },
    );
  });

  it('has no call that the sequences leave out', () => {
    expect(callsOf(memory()).filter((name) => !CALLS.has(name))).toEqual([]);
    expect([...CALLS.keys()].filter((name) => !callsOf(memory()).includes(name))).toEqual([]);
  });
});

describeOnPostgres('the store in Postgres', (database) => {
  it('answers every sequence of calls as the naive model in memory does', async () => {
    await fc.assert(
      fc.asyncProperty(anyCalls, (calls) =>
        database.withStore(async (store, connected) => {
          const [kept, model] = await answers(calls, [store, memory()], () => numbersOf(connected));
          expect(kept).toEqual(model);
        }),
      ),
      { numRuns: 15 },
    );
  });
});
