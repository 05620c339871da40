import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Sorted } from '../../src/failures/again.js';
import { Tally } from '../../src/failures/tally.js';
import { action } from '../store/rows.js';

const review: fc.Arbitrary<Sorted['review']> = fc.oneof(
  fc.constant({ verdict: 'perform', checks: [] } as const),
  fc.nat(50).map((at) => {
    return { verdict: 'hold', until: at, code: 'HELD', reason: `until ${at}`, checks: [] } as const;
  }),
  fc.tuple(fc.constantFrom('INACTIVE', 'LIVE_CALL'), fc.nat(50)).map(([code, number]) => {
    return { verdict: 'skip', code, reason: `because of ${number}`, checks: [] } as const;
  }),
);

describe('the count of what becomes of many', () => {
  it('holds each of them once, under a reason of its code, and never more than a screen of reasons', () => {
    fc.assert(
      fc.property(fc.array(review, { maxLength: 300 }), (reviews) => {
        const tally = new Tally();
        reviews.forEach((each, index) => tally.add({ row: action({ id: `01J1-${index}` }), review: each }));
        const { again, held, left } = tally.counts;
        const sum = (groups: readonly { readonly count: number }[]) =>
          groups.reduce((all, { count }) => all + count, 0);
        expect(again + sum(held) + sum(left)).toBe(reviews.length);
        for (const code of ['INACTIVE', 'LIVE_CALL']) {
          const meant = reviews.filter((each) => each.verdict === 'skip' && each.code === code);
          expect(sum(left.filter((each) => each.code === code))).toBe(meant.length);
        }
        expect(left.length).toBeLessThanOrEqual(21);
        expect(held.length).toBeLessThanOrEqual(20);
      }),
    );
  });
});
