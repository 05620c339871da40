import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });

describe('texts of any characters, as the laws of this repository are tried with', () => {
  it('hold characters of every length, and no half of one', () => {
    const sample = fc.sample(text, { numRuns: 2_000, seed: 7 });
    const bytes = new Set(sample.flatMap((each) => Array.from(each, (one) => Buffer.byteLength(one))));
    expect([...bytes].sort()).toEqual([1, 2, 3, 4]);
    for (const each of sample) expect(each).not.toMatch(/\p{Surrogate}/u);
  });

  it('are made short when a law does not hold for them', () => {
    const { counterexample } = fc.check(
      fc.property(text, (each) => !each.includes('ü') && Array.from(each).every((one) => one < '\u{2000}')),
      { seed: 3, numRuns: 1_000 },
    );
    expect(counterexample).not.toBeNull();
    expect(Array.from(counterexample?.[0] ?? '')).toHaveLength(1);
  });
});
