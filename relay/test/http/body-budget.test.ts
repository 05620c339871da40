import { describe, expect, it } from '@jest/globals';
import { BodyBudget } from '../../src/http/body-budget.js';

describe('the bytes of all bodies that are being sent', () => {
  it('C7: are bounded by giving up the largest, and never one that has come as a whole', () => {
    const givenUp: string[] = [];
    let met = 0;
    const budget = new BodyBudget({ most: 1_000, onFull: () => (met += 1) });
    const hold = (name: string) => budget.hold(() => givenUp.push(name));
    const [whole, large, small] = [hold('whole'), hold('large'), hold('small')];
    whole.add(600);
    whole.complete();
    large.add(390);

    small.add(20);
    expect({ givenUp, met }).toEqual({ givenUp: ['large'], met: 1 });

    // What was given up takes no more room, whatever its sender goes on to send.
    large.add(10_000);
    small.add(300);
    expect(givenUp).toEqual(['large']);
  });

  it('have their room back once a request is answered', () => {
    const givenUp: number[] = [];
    const budget = new BodyBudget({ most: 100, onFull: () => undefined });
    for (let request = 0; request < 50; request++) {
      const held = budget.hold(() => givenUp.push(request));
      held.add(100);
      held.complete();
      held.release();
      held.release();
    }
    expect(givenUp).toEqual([]);
  });
});
