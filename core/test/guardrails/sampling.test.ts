import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { isInSample, samplePoint } from '../../src/guardrails/index.js';

const leads = Array.from({ length: 20_000 }, (_, number) => `lead:${1_364_887 + number}`);

describe('Perform Action On', () => {
  it('takes in nobody at 0 and everybody at 100', () => {
    expect(leads.filter((lead) => isInSample('w', lead, 0))).toEqual([]);
    expect(leads.every((lead) => isInSample('w', lead, 100))).toBe(true);
  });

  it('is the same every time for a workflow and a lead', () => {
    const points = leads.map((lead) => samplePoint('w', lead));
    expect(leads.map((lead) => samplePoint('w', lead))).toEqual(points);
  });

  it('keeps whoever is in as the percentage grows', () => {
    const percent = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.string(), fc.string(), percent, percent, (workflow, lead, a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        if (isInSample(workflow, lead, low)) expect(isInSample(workflow, lead, high)).toBe(true);
      }),
    );
  });

  it.each([1, 10, 25, 50, 90])(
    'takes in %i percent of leads with ids in a row, within four standard deviations',
    (percent) => {
      const expected = (leads.length * percent) / 100;
      const deviation = Math.sqrt((expected * (100 - percent)) / 100);
      const taken = leads.filter((lead) => isInSample('rollout', lead, percent)).length;
      expect(Math.abs(taken - expected)).toBeLessThan(4 * deviation);
    },
  );

  it('spreads leads evenly over all hundredths: chi-squared below its 99.99 % bound for 99 degrees', () => {
    const counts = new Array<number>(100).fill(0);
    for (const lead of leads) {
      const at = Math.floor(samplePoint('evenly', lead));
      counts[at] = (counts[at] ?? 0) + 1;
    }
    const expected = leads.length / 100;
    const chiSquared = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chiSquared).toBeLessThan(160.1);
  });

  it('draws anew for each workflow: two samples of half the leads share about a quarter', () => {
    const both = leads.filter((lead) => isInSample('a', lead, 50) && isInSample('b', lead, 50)).length;
    expect(Math.abs(both - leads.length / 4)).toBeLessThan(4 * Math.sqrt(leads.length * 0.25 * 0.75));
  });
});
