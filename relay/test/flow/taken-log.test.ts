import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TakenLog } from '../../src/flow/taken-log.js';

describe('what a target took within the last second', () => {
  it('is as many as there were, whenever they were and whichever way the clock goes', () => {
    const step = fc.oneof(fc.nat(3), fc.constantFrom(250, 500, 1_000), fc.integer({ min: -2_000, max: -1 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300, size: 'max' }), (steps) => {
        const log = new TakenLog();
        let known: number[] = [];
        let now = 1_000_000;
        for (const distance of steps) {
          now += distance;
          known = known.filter((at) => at > now - 1_000 && at <= now);
          expect(log.count(now)).toBe(known.length);
          log.taken(now);
          known.push(now);
          expect(log.count(now)).toBe(known.length);
        }
      }),
    );
  });
});
