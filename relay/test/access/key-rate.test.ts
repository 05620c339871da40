import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KeyRate } from '../../src/access/key-rate.js';

describe('the rate of a key', () => {
  it('lets through no more in any time than it may, and no fewer than it may where enough came', () => {
    const steps = fc.array(fc.nat({ max: 2_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), steps, (perSecond, waits) => {
        const rate = new KeyRate();
        let now = 1_000_000;
        let passed = 0;
        for (const wait of waits) {
          now += wait;
          for (let count = 0; count < perSecond + 1; count += 1)
            if (rate.take('key', perSecond, now) === null) passed += 1;
        }
        const seconds = (now - 1_000_000) / 1_000;
        expect(passed).toBeLessThanOrEqual(perSecond + seconds * perSecond + 1e-6);
        expect(passed).toBeGreaterThanOrEqual(perSecond);
      }),
    );
  });

  it('lets the next one through after as many seconds as it said', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (perSecond) => {
        const rate = new KeyRate();
        for (let count = 0; count < perSecond; count += 1) rate.take('key', perSecond, 0);
        const wait = rate.take('key', perSecond, 0);
        expect(wait).toBeGreaterThan(0);
        expect(rate.take('key', perSecond, (wait ?? 0) * 1_000)).toBeNull();
      }),
    );
  });

  it('neither gives nor takes where the clock is set back', () => {
    const rate = new KeyRate();
    expect(rate.take('key', 1, 10_000)).toBeNull();
    expect(rate.take('key', 1, 0)).toBe(1);
    expect(rate.take('key', 1, 1_000)).toBeNull();
    expect(rate.take('key', 1, 1_000)).toBe(1);
  });
});
