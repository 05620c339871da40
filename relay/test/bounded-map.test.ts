import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BoundedMap } from '../src/bounded-map.js';

const KEYS = Array.from({ length: 30 }, (_, key) => key);

describe('a bounded map', () => {
  it('has what was set last, at least the half of as many as it may hold and no more than these, whatever was deleted', () => {
    const step = fc.record({ key: fc.constantFrom(...KEYS), isDeleted: fc.nat(9).map((n) => n === 0) });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 100, size: 'max' }),
        fc.integer({ min: 1, max: 5 }),
        (steps, half) => {
          const map = new BoundedMap<number, number>(2 * half);
          const latest = new Map<number, number>();
          for (const [value, { key, isDeleted }] of steps.entries()) {
            latest.delete(key);
            if (isDeleted) map.delete(key);
            else {
              map.set(key, value);
              latest.set(key, value);
            }
            const held = KEYS.flatMap((each) => map.get(each) ?? []);
            expect(held.length).toBeLessThanOrEqual(2 * half);
            for (const each of held) expect([...latest.values()]).toContain(each);
            for (const [each, known] of [...latest].slice(-half)) expect(map.get(each)).toBe(known);
          }
        },
      ),
    );
  });
});
