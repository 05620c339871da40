import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Occurrence } from '../../src/occurrence/index.js';
import { compileWorkflow, testWorkflow, type Verdict } from '../../src/workflow/index.js';
import { anyOccurrence, anyWorkflow } from './arbitraries.js';

const workflow = anyWorkflow(fc.constant('w'));
const stored = (occurrence: Occurrence) => JSON.parse(JSON.stringify(occurrence)) as Occurrence;

describe('an explanation', () => {
  it('always gives the verdict that the test gave, with a code and a reason', () => {
    const verdicts = new Set<Verdict>();
    fc.assert(
      fc.property(workflow, anyOccurrence, (parts, occurrence) => {
        const { relation, events } = compileWorkflow(parts);
        for (const compiled of [relation, ...events]) {
          const { verdict, code, reason } = compiled.explain(occurrence);
          expect(verdict).toBe(compiled.test(occurrence));
          expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
          expect(reason).toMatch(/\S/);
          expect(reason).not.toMatch(/undefined|\[object/);
          verdicts.add(verdict);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(verdicts).toEqual(new Set(['yes', 'no', 'unknown']));
  });

  it('is the same for an occurrence that was stored and read back', () => {
    fc.assert(
      fc.property(workflow, anyOccurrence, (parts, occurrence) => {
        const { relation, events } = compileWorkflow(parts);
        for (const { explain } of [relation, ...events]) {
          expect(explain(stored(occurrence))).toEqual(explain(occurrence));
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a workflow', () => {
  it('matches when scope and all events do, and cannot be told while one of them cannot and none says no', () => {
    fc.assert(
      fc.property(workflow, anyOccurrence, (parts, occurrence) => {
        const compiled = compileWorkflow(parts);
        const verdicts = [compiled.relation, ...compiled.events].map(({ test }) => test(occurrence));
        const expected = verdicts.includes('no') ? 'no' : verdicts.includes('unknown') ? 'unknown' : 'yes';
        expect(testWorkflow(compiled, occurrence)).toBe(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is filed only under values that every occurrence it matches has', () => {
    let matched = 0;
    fc.assert(
      fc.property(workflow, anyOccurrence, (parts, occurrence) => {
        const { relation, events } = compileWorkflow(parts);
        for (const { test, access } of [relation, ...events]) {
          if (test(occurrence) !== 'yes') continue;
          matched += access.length;
          for (const { fact, values } of access) {
            const read = fact.read(occurrence);
            expect(values.filter((value) => read.includes(value))).not.toEqual([]);
          }
        }
      }),
      { numRuns: 2_000 },
    );
    expect(matched).toBeGreaterThan(0);
  });
});
