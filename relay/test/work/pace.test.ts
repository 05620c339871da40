import { describe, expect, it } from '@jest/globals';
import { Pace, type Beside } from '../../src/work/pace.js';

const beside = (given: Partial<Beside> = {}): Beside => ({ waiting: 1, arrivals: 'none', ...given });

describe('the next slice of work', () => {
  it('begins at once after a rest', () => {
    const pace = new Pace('this process');
    expect(pace.untilNext(0, beside())).toBe(0);
    pace.began(0);
    pace.ended(3);
    expect(pace.untilNext(10, beside({ arrivals: 'answered' }))).toBe(0);
    expect(pace.untilNext(5_000, beside({ waiting: 0 }))).toBe(0);
  });

  it('gathers for ten milliseconds what comes in one after the other', () => {
    const pace = new Pace('this process');
    pace.began(1_000);
    expect([1_000, 1_004, 1_009.5].map((now) => pace.untilNext(now, beside()))).toEqual([10, 6, 0.5]);
  });

  it('gathers for longer where the store is another process, to which each slice asks many questions', () => {
    const pace = new Pace('another process');
    pace.began(1_000);
    expect([1_000, 1_029].map((now) => pace.untilNext(now, beside()))).toEqual([30, 1]);
  });

  it('begins at once where enough waits to fill it', () => {
    const pace = new Pace('this process');
    pace.began(1_000);
    expect([47, 48, 8_000].map((waiting) => pace.untilNext(1_001, beside({ waiting })))).toEqual([9, 0, 0]);
  });

  it('has a third of the time while calls arrive, however much waits for it', () => {
    const pace = new Pace('this process');
    pace.began(1_000);
    pace.ended(1_006);
    const arriving = beside({ waiting: 20_000, arrivals: 'answered' });
    expect([1_006, 1_010, 1_018].map((now) => pace.untilNext(now, arriving))).toEqual([12, 8, 0]);
    expect(pace.untilNext(1_006, beside({ waiting: 20_000 }))).toBe(0);
  });

  it('lets a call that waits for its answer go first, for a moment', () => {
    const pace = new Pace('this process');
    pace.began(1_000);
    pace.ended(1_002);
    const many = { waiting: 20_000 };
    expect(pace.untilNext(1_006, beside({ ...many, arrivals: 'answered' }))).toBe(0);
    expect(pace.untilNext(1_006, beside({ ...many, arrivals: 'waiting' }))).toBe(6);
    expect(pace.untilNext(1_012, beside({ ...many, arrivals: 'waiting' }))).toBe(0);
  });

  it('keeps no call waiting where the store is another process, which leaves this one free meanwhile', () => {
    const pace = new Pace('another process');
    pace.began(1_000);
    pace.ended(1_060);
    expect(pace.untilNext(1_060, beside({ waiting: 20_000, arrivals: 'waiting' }))).toBe(0);
  });
});
