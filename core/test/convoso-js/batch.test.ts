import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { batch, ConvosoError } from '../../src/convoso-js/index.js';

describe('a batch', () => {
  it('gives each item one result, in the order of the items, whichever operations fail', async () => {
    const outcomes = fc.array(fc.record({ fails: fc.boolean(), steps: fc.nat(4) }));
    await fc.assert(
      fc.asyncProperty(outcomes, fc.integer({ min: 1, max: 9 }), async (items, concurrency) => {
        const { results, successCount, errorCount } = await batch(
          items,
          async ({ fails, steps }) => {
            for (let step = 0; step < steps; step += 1) await Promise.resolve();
            if (fails) throw new Error('refused');
            return steps;
          },
          { concurrency },
        );
        expect(results.map(({ index }) => index)).toEqual(items.map((_item, index) => index));
        expect(results.map(({ status }) => status)).toEqual(
          items.map(({ fails }) => (fails ? 'rejected' : 'fulfilled')),
        );
        expect([successCount, errorCount]).toEqual([
          items.filter(({ fails }) => !fails).length,
          items.filter(({ fails }) => fails).length,
        ]);
      }),
    );
  });

  it.each([
    [undefined, 5],
    [3, 3],
    [100, 12],
  ])('with a concurrency of %p has %i operations under way', async (concurrency, most) => {
    let underway = 0;
    let seen = 0;
    const operation = async (): Promise<void> => {
      underway += 1;
      seen = Math.max(seen, underway);
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
      underway -= 1;
    };
    await batch(Array.from({ length: 12 }), operation, { concurrency });
    expect(seen).toBe(most);
  });

  it('takes an operation that throws at once, and what is no Error, for a failed item', async () => {
    const { results } = await batch([0, 1], (item) => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- Somebody else's code may.
      if (item === 0) throw 'a text';
      throw new RangeError('at once');
    });
    expect(results).toEqual([
      { status: 'rejected', reason: new Error('a text'), index: 0 },
      { status: 'rejected', reason: new RangeError('at once'), index: 1 },
    ]);
  });

  it('carries out what is in a set, of which it once silently did nothing', async () => {
    const { results, successCount } = await batch(new Set(['a', 'b']), (item) => Promise.resolve(item));
    expect(successCount).toBe(2);
    expect(results[1]).toEqual({ status: 'fulfilled', value: 'b', index: 1 });
  });

  it('carries out all items, even of a list that is shortened meanwhile', async () => {
    const items = [1, 2, 3];
    const operation = (item: number): Promise<number> => {
      items.length = 1;
      return Promise.resolve(item);
    };
    const { successCount } = await batch(items, operation, { concurrency: 1 });
    expect(successCount).toBe(3);
  });

  it('keeps an object that is thrown as the cause, even one that has no text', async () => {
    const thrown: unknown = Object.create(null);
    const { results } = await batch([0], () => {
      throw thrown;
    });
    expect(results[0]).toMatchObject({ status: 'rejected', reason: { cause: thrown } });
  });

  it.each([0, -1, NaN])(
    'refuses a concurrency of %p, with which nothing would be done',
    async (concurrency) => {
      const done = batch([1], () => Promise.resolve(), { concurrency });
      await expect(done).rejects.toThrow(ConvosoError);
      await expect(done).rejects.toThrow(`concurrency is ${concurrency}`);
    },
  );
});
