import { describe, expect, it } from '@jest/globals';
import { RefusalBudget, sourceOf } from '../../src/intake/refusal-budget.js';

describe('the budget of refused requests', () => {
  it('is 300 at once and one a second after that, for each source alone', () => {
    const budget = new RefusalBudget();
    const taken = (count: number, source: string, now: number): number =>
      Array.from({ length: count }, () => budget.take(source, now)).filter(Boolean).length;

    expect(taken(400, 'one', 0)).toBe(300);
    expect(taken(10, 'other', 0)).toBe(10);
    expect(taken(10, 'one', 5_000)).toBe(5);
    // A clock that was set back gives nothing.
    expect(taken(10, 'one', 1_000)).toBe(0);
    expect(taken(400, 'one', 3_600_000)).toBe(300);
  });

  it('remembers so many sources, and forgets first who has been quiet longest', () => {
    const budget = new RefusalBudget();
    for (let refusal = 0; refusal < 300; refusal++) budget.take('flood', 0);
    for (let source = 0; source < 9_999; source++) budget.take(`source ${source}`, 0);
    expect(budget.take('flood', 0)).toBe(false);
    for (let source = 0; source < 9_999; source++) budget.take(`more ${source}`, 0);
    expect(budget.take('flood', 0)).toBe(false);
  });

  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['', ''],
  ])('takes %s for %s', (address, source) => {
    expect(sourceOf(address)).toBe(source);
  });
});
