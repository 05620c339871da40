import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BoundedMap } from '../src/bounded-map.js';

const KEYS = Array.from({ length: 30 }, (_, key) => key);

const set = (key: number) => ({ key, isDeleted: false });
const deleted = (key: number) => ({ key, isDeleted: true });

describe('a bounded map', () => {
  it('has of the keys that were set last, half as many as it may hold, all that were not deleted, and never more than it may hold', () => {
    const step = fc.record({ key: fc.constantFrom(...KEYS), isDeleted: fc.nat(9).map((n) => n === 0) });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 100, size: 'max' }),
        fc.integer({ min: 1, max: 5 }),
        (steps, half) => {
          const map = new BoundedMap<number, number>(2 * half);
          /** In the order in which they were set last. What is deleted keeps its place: it brings back nothing that was set before. */
          const latest = new Map<number, number | undefined>();
          for (const [value, { key, isDeleted }] of steps.entries()) {
            if (isDeleted) {
              map.delete(key);
              if (latest.has(key)) latest.set(key, undefined);
            } else {
              map.set(key, value);
              latest.delete(key);
              latest.set(key, value);
            }
            const held = KEYS.flatMap((each) => map.get(each) ?? []);
            expect(held.length).toBeLessThanOrEqual(2 * half);
            for (const each of held) expect([...latest.values()]).toContain(each);
            for (const [each, known] of [...latest].slice(-half)) expect(map.get(each)).toBe(known);
          }
        },
      ),
      { examples: [[[...[8, 6, 0, 15, 13].map(set), ...[0, 13].map(deleted)], 2]] },
    );
  });
});
