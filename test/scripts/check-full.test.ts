import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type * as fastCheck from '../run/fast-check.js';
import longForm from '../run/fast-check-full.js';
import { inNode } from './in-node.js';

const MODULE = 'scripts/check-summary.mjs';

/** The examples that a property gets in the long form. */
function examplesIn(settings: { numRuns?: number } = {}): number {
  let count = 0;
  longForm.assert(
    longForm.property(longForm.nat(), (_) => void (count += 1)),
    settings,
  );
  return count;
}

describe('the long form of the tests', () => {
  it('gives every property ten times the examples, whether it names a number or not', () => {
    expect(examplesIn()).toBe(1_000);
    expect(examplesIn({ numRuns: 7 })).toBe(70);
  });

  it('still fails where a law is broken', () => {
    const broken = longForm.property(longForm.nat(), (number) => number < 3);
    expect(() => longForm.assert(broken)).toThrow('Property failed');
  });
});

describe('a property that comes to no end', () => {
  type FastCheck = typeof fastCheck;
  const MINUTE = 60_000;

  /** A fast-check for which ten minutes pass whenever `tick` is called. */
  async function withClock(): Promise<{ fc: FastCheck; tick: () => void }> {
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    let fc: FastCheck | undefined;
    await jest.isolateModulesAsync(async () => {
      fc = await import('../run/fast-check.js');
    });
    if (fc === undefined) throw new Error('it was not loaded');
    return { fc, tick: () => void (now += 10 * MINUTE) };
  }
  afterEach(() => void jest.restoreAllMocks());

  it('ends as a failure that names its seed, although it held so far', async () => {
    const { fc, tick } = await withClock();
    const endless = fc.property(fc.nat(), tick);
    expect(() => fc.assert(endless, { seed: 42, numRuns: 100_000 })).toThrow(
      /^Property interrupted after \d tests\n\{ seed: 42/,
    );
  });

  it('ends with the best counterexample so far, although a smaller one could be found', async () => {
    const { fc, tick } = await withClock();
    const broken = fc.property(fc.bigInt({ min: 0n, max: 10n ** 1_000n }), (number) => {
      tick();
      return number < 7n;
    });
    expect(() => fc.assert(broken, { seed: 42 })).toThrow(
      /^Property failed after \d tests[^]*Counterexample: [^]*Shrunk \d time/,
    );
  });
});

describe('the summary of npm run check:full', () => {
  const results = [
    { name: 'test', outcome: 'passed', seconds: 3_725, reason: '' },
    { name: 'lint', outcome: 'failed', seconds: 61, reason: 'it ended with code 1' },
    { name: 'e2e:n8n', outcome: 'skipped', seconds: 2, reason: 'the registry does not answer' },
  ];

  it('tells the time of each check, what was skipped and why, and what failed', () => {
    const summary = inNode(MODULE, `it.summaryOf(${JSON.stringify(results)})`);
    expect(summary).toContain('  62 min  5 s  passed   test\n');
    expect(summary).toContain('   1 min  1 s  failed   lint\n');
    expect(summary).toContain('  63 min  8 s           in all\n');
    expect(summary).toContain('Skipped:\n  e2e:n8n  the registry does not answer\n');
    expect(summary).toContain('lint: it ended with code 1\n');
    expect(summary).toMatch(/1 passed, 1 failed, 1 skipped\n$/);
  });

  it('takes a check that says that it was skipped for skipped, and no other', () => {
    const reasons = inNode(
      MODULE,
      "['a\\nSkipped: no registry\\n', 'Skipped nothing\\n1 skipped', ''].map((text) => it.reasonOfSkip(text) ?? null)",
    );
    expect(reasons).toEqual(['no registry', null, null]);
  });
});
