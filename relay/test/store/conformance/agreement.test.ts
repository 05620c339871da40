import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MemoryStore } from '../../../src/store/memory/memory-store.js';
import type { Store } from '../../../src/store/store.js';
import { storeOn, withDatabase } from '../temp-database.js';
import { answerOf } from './answers.js';
import { anyCalls, CALLS, callsOf, type Call } from './calls.js';

const memory = (): Store => new MemoryStore().open();

/** What both come to, call after call. */
async function answers(calls: readonly Call[], stores: readonly Store[]): Promise<unknown[][]> {
  const all: unknown[][] = stores.map(() => []);
  for (const call of calls) {
    for (const [index, store] of stores.entries()) {
      all[index]?.push([call.name, call.args, await answerOf(store, call)]);
    }
  }
  return all;
}

describe('the embedded store', () => {
  it('answers every sequence of calls as the naive model in memory does', async () => {
    await fc.assert(
      fc.asyncProperty(anyCalls, (calls) =>
        withDatabase(async (db) => {
          const [embedded, model] = await answers(calls, [storeOn(db), memory()]);
          expect(embedded).toEqual(model);
        }),
      ),
      { numRuns: 150 },
    );
  });

  it('has no call that the sequences leave out', () => {
    expect(callsOf(memory()).filter((name) => !CALLS.has(name))).toEqual([]);
    expect([...CALLS.keys()].filter((name) => !callsOf(memory()).includes(name))).toEqual([]);
  });
});
