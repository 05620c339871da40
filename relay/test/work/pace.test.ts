import { describe, expect, it } from '@jest/globals';
import { Pace } from '../../src/work/pace.js';

describe('the next slice of work', () => {
  it('begins at once after a rest', () => {
    const pace = new Pace('this process');
    expect(pace.untilNext(0, 1)).toBe(0);
    pace.began(0);
    expect(pace.untilNext(10, 1)).toBe(0);
    expect(pace.untilNext(5_000, 0)).toBe(0);
  });

  it('gathers for ten milliseconds what comes in one after the other', () => {
    const pace = new Pace('this process');
    pace.began(1_000);
    expect([1_000, 1_004, 1_009.5].map((now) => pace.untilNext(now, 1))).toEqual([10, 6, 0.5]);
  });

  it('gathers for longer where the store is another process, to which each slice asks many questions', () => {
    const pace = new Pace('another process');
    pace.began(1_000);
    expect([1_000, 1_029].map((now) => pace.untilNext(now, 1))).toEqual([30, 1]);
  });

  it('begins at once where enough waits to fill it', () => {
    const pace = new Pace('this process');
    pace.began(1_000);
    expect([47, 48, 8_000].map((waiting) => pace.untilNext(1_001, waiting))).toEqual([9, 0, 0]);
  });
});
