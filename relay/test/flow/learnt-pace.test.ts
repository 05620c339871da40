import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LONGEST_HOLD_MS, refused, remembered, taken, type LearntPace } from '../../src/flow/learnt-pace.js';
import { StartLog } from '../../src/flow/start-log.js';

const refusal = (given: Partial<Parameters<typeof refused>[1]> = {}) => ({
  ...{ now: 10_000, startedAt: 9_990, takenPerSecond: 10, setPerSecond: null, askedMs: null },
  ...given,
});

/** A vendor that takes so many in any second, and answers at once; gives how long it took and how many it refused. */
function sent(count: number, bears: number) {
  const log = new StartLog();
  let pace: LearntPace | null = null;
  let now = 0;
  let refusals = 0;
  const takenAt: number[] = [];
  while (takenAt.length < count) {
    if (pace !== null) now = Math.max(now, pace.heldUntil, log.opensAt(now, pace.perSecond));
    const within = takenAt.filter((at) => at > now - 1_000).length;
    if (pace !== null) {
      log.reserved(now, pace.perSecond);
      log.began(now, pace.perSecond);
    }
    if (within < bears) {
      takenAt.push(now);
      pace = taken(pace, { startedAt: now });
    } else {
      refusals += 1;
      pace = refused(pace, refusal({ now, startedAt: now, takenPerSecond: within }));
    }
  }
  return { seconds: now / 1_000, refusals };
}

describe('a pace that is learnt', () => {
  it.each([10, 50, 200])('is refused little and wastes little, at a vendor of %d a second', (bears) => {
    const { seconds, refusals } = sent(100 * bears, bears);
    expect(refusals / (100 * bears)).toBeLessThanOrEqual(0.05);
    expect(seconds).toBeLessThan(100 * 1.5);
  });

  it('falls with every refusal and rises with what is taken, whatever comes', () => {
    const step = fc.record({
      isRefused: fc.boolean(),
      wait: fc.nat(5_000),
      takenPerSecond: fc.nat(100),
      askedMs: fc.option(fc.nat(10_000_000)),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let pace: LearntPace | null = null;
        let now = 1_000_000;
        for (const { isRefused, wait, takenPerSecond, askedMs } of steps) {
          now += wait + 1;
          const before: LearntPace | null = pace;
          if (isRefused) {
            const next = refused(before, refusal({ now, startedAt: now, takenPerSecond, askedMs }));
            if (before !== null)
              expect(next.perSecond).toBeLessThanOrEqual(Math.max(1 / 60, before.perSecond));
            expect(next.heldUntil).toBeGreaterThanOrEqual(now);
            expect(next.heldUntil).toBeLessThanOrEqual(now + LONGEST_HOLD_MS);
            pace = next;
          } else {
            pace = taken(before, { startedAt: now });
            expect(pace?.perSecond ?? 0).toBeGreaterThanOrEqual(before?.perSecond ?? 0);
          }
        }
      }),
    );
  });

  it('counts what was sent together once, and takes the longest wait that is asked for', () => {
    const first = refused(null, refusal());
    const again = refused(first, refusal({ now: 10_005, startedAt: 9_990, askedMs: 30_000 }));
    expect(again).toEqual({ ...first, heldUntil: 40_005 });
  });

  it('leaves a pace that was set as it is at a single refusal, and cuts it at a second one soon after', () => {
    const first = refused(null, refusal({ setPerSecond: 10, takenPerSecond: 3 }));
    expect(first).toMatchObject({ perSecond: 10, heldUntil: 11_000 });
    const soon = { now: 12_000, startedAt: 12_000, takenPerSecond: 8, setPerSecond: 10 };
    expect(refused(first, refusal(soon)).perSecond).toBeCloseTo(5.6);
    expect(refused(first, refusal({ ...soon, now: 30_000, startedAt: 30_000 })).perSecond).toBe(10);
  });

  it('doubles its wait while nothing is taken, up to a minute', () => {
    let pace: LearntPace | null = null;
    const waits = Array.from({ length: 8 }, (_, n) => {
      const now = 10_000 + n * 100_000;
      pace = refused(pace, refusal({ now, startedAt: now }));
      return (pace.heldUntil - now) / 1_000;
    });
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it('is forgotten an hour after the last refusal', () => {
    const pace = refused(null, refusal({ now: 0 }));
    expect([3_599_999, 3_600_000].map((now) => remembered(pace, now))).toEqual([pace, null]);
  });
});
