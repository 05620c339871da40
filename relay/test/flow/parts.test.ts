import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { partOf, startsOf, takingPart, type Limits } from '../../src/flow/parts.js';
import { windowOf } from '../../src/flow/start-log.js';

const anyLimits: fc.Arbitrary<Limits> = fc.record({
  places: fc.constantFrom(64, 16, 4),
  maxInFlight: fc.option(fc.integer({ min: 1, max: 64 })),
  maxPerSecond: fc.option(
    fc.oneof(fc.integer({ min: 1, max: 1_000 }), fc.double({ min: 0.001, max: 1_000, noNaN: true })),
  ),
});
const anyRelays = fc.integer({ min: 1, max: 40 });

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

/** The parts of those that have one, of so many relays. */
const partsOf = (limits: Limits, of: number): Limits[] =>
  Array.from({ length: of }, (_, index) => partOf(limits, { index, of })).filter((part) => part !== null);

describe('the parts of several relays at one target', () => {
  it('are together what a relay that is alone has, in places and in what begins within the time of the pace', () => {
    fc.assert(
      fc.property(anyLimits, anyRelays, (limits, of) => {
        const parts = partsOf(limits, of);
        expect(sum(parts.map(({ places }) => places))).toBe(limits.places);
        const { maxInFlight, maxPerSecond } = limits;
        if (maxInFlight !== null)
          expect(sum(parts.map((part) => part.maxInFlight ?? Infinity))).toBe(maxInFlight);
        if (maxPerSecond === null) return;
        expect(sum(parts.map((part) => startsOf(part.maxPerSecond ?? Infinity)))).toBe(
          startsOf(maxPerSecond),
        );
        for (const part of parts)
          expect(windowOf(part.maxPerSecond ?? 0)).toBeCloseTo(windowOf(maxPerSecond), 6);
      }),
    );
  });

  it('are as many as there are attempts for, the first ones, and none is more than one attempt greater than another', () => {
    fc.assert(
      fc.property(anyLimits, anyRelays, (limits, of) => {
        const among = takingPart(limits, of);
        for (let index = 0; index < of; index += 1)
          expect(partOf(limits, { index, of }) === null).toBe(index >= among);
        const starts = partsOf(limits, of).map(({ maxPerSecond }) => startsOf(maxPerSecond ?? 1));
        expect(Math.max(...starts) - Math.min(...starts)).toBeLessThanOrEqual(1);
        expect(Math.min(...partsOf(limits, of).map(({ places }) => places))).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('are never more than the whole while some relays do not know yet that others have ended', () => {
    const anyLeavers = fc.tuple(anyRelays, fc.infiniteStream(fc.boolean()), fc.infiniteStream(fc.boolean()));
    fc.assert(
      fc.property(anyLimits, anyLeavers, (limits, [of, hasEnded, knows]) => {
        const before = Array.from({ length: of }, (_, index) => index);
        const after = before.filter(() => hasEnded.next().value !== true);
        const parts = after.flatMap((number, index) => {
          const isTold = knows.next().value === true;
          const share = isTold ? { index, of: after.length } : { index: number, of };
          return partOf(limits, share) ?? [];
        });
        expect(sum(parts.map(({ places }) => places))).toBeLessThanOrEqual(limits.places);
        const starts = parts.map(({ maxPerSecond }) => startsOf(maxPerSecond ?? 1));
        if (limits.maxPerSecond !== null)
          expect(sum(starts)).toBeLessThanOrEqual(startsOf(limits.maxPerSecond));
      }),
    );
  });

  it('are the whole for a relay that is alone', () => {
    fc.assert(
      fc.property(anyLimits, (limits) => expect(partOf(limits, { index: 0, of: 1 })).toEqual(limits)),
    );
  });
});
