import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { StartLog } from '../../src/flow/start-log.js';

/** Looks at the log at these distances, begins all that may begin each time, and gives when that was. */
function begun(perSecond: number, distances: readonly number[], wanted = Infinity): number[] {
  const log = new StartLog();
  const starts: number[] = [];
  let now = 1_000_000;
  for (const distance of distances) {
    now += distance;
    for (let left = Math.min(wanted, log.room(now, perSecond)); left > 0; left--) {
      log.reserved(now, perSecond);
      log.began(now, perSecond);
      starts.push(now);
    }
  }
  return starts;
}

const pace = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.double({ min: 0.01, max: 200, noNaN: true }));

describe('a pace', () => {
  it('lets no more begin within a second than it says, however the queue is looked at', () => {
    fc.assert(
      fc.property(pace, fc.array(fc.nat(400), { maxLength: 200 }), (perSecond, distances) => {
        const starts = begun(perSecond, distances);
        const most = Math.max(1, Math.floor(perSecond));
        const window = (most / perSecond) * 1_000;
        for (const [index, at] of starts.entries()) {
          const within = starts.slice(index).filter((later) => later < at + window).length;
          expect(within).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  it('is used to the full where all that is due is looked at as it says when', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 100, noNaN: true }), (perSecond) => {
        const log = new StartLog();
        let now = 0;
        for (let count = 0; count < 300; count++) {
          now = Math.max(now, log.opensAt(now, perSecond));
          expect(log.room(now, perSecond)).toBeGreaterThan(0);
          log.reserved(now, perSecond);
          log.began(now, perSecond);
        }
        const ideal = (300 / perSecond) * 1_000;
        expect(now).toBeLessThan(ideal * 1.05 + 1_000);
      }),
    );
  });

  it('makes up for late looks, and not all at once', () => {
    const late = begun(100, Array(500).fill(20));
    expect(late.length).toBeGreaterThan(950);
    expect(
      Math.max(...[...new Set(late)].map((at) => late.filter((each) => each === at).length)),
    ).toBeLessThan(12);
  });

  it('counts one from when it has arrived, as far as its answer tells', () => {
    const log = new StartLog();
    const send = (at: number, took: number): void => {
      log.reserved(at, 1);
      log.began(at, 1);
      log.answered(at, at + took);
    };
    // The first of all is slow to arrive, and what follows is not.
    send(0, 80);
    expect(log.opensAt(900, 1)).toBeGreaterThanOrEqual(1_090);
    for (let at = 2_000; at < 100_000; at += 2_000) send(at, 50);
    expect(log.opensAt(98_900, 1)).toBeLessThan(99_025);
    send(100_000, 110);
    expect(log.opensAt(100_900, 1)).toBeGreaterThanOrEqual(101_070);
    send(104_000, 30_000);
    expect(log.opensAt(104_900, 1)).toBe(105_220);
  });

  it('starts anew where the clock is set back', () => {
    const log = new StartLog();
    log.reserved(5_000_000, 1);
    log.began(5_000_000, 1);
    expect(log.room(1_000, 1)).toBe(1);
  });
});
