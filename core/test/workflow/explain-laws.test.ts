import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Occurrence } from '../../src/occurrence/index.js';
import type { CompiledTest } from '../../src/workflow/compiled-test.js';
import {
  CONNECT_WORKFLOW_EVENTS,
  OPERATORS,
  testWorkflow,
  type Operator,
  type Verdict,
  type WorkflowEventType,
} from '../../src/workflow/index.js';
import { anyCondition, anyEvent, anyOccurrence, anyWorkflow } from './arbitraries.js';
import { compiledOf } from './sample.js';

const workflow = anyWorkflow(fc.constant('w'));
const stored = (occurrence: Occurrence) => JSON.parse(JSON.stringify(occurrence)) as Occurrence;

const ALL_VERDICTS = ['no', 'unknown', 'yes'];
const OPERATOR_NAMES = Object.keys(OPERATORS) as Operator[];
const EVENT_TYPES = Object.keys(CONNECT_WORKFLOW_EVENTS) as WorkflowEventType[];

/** Every verdict that random tests of one sort came to; each must be explained as it was given. */
function verdictsOf(
  tests: fc.Arbitrary<Pick<CompiledTest, 'test' | 'explain'>>,
  occurrences: fc.Arbitrary<Occurrence>,
): Verdict[] {
  const verdicts = new Set<Verdict>();
  fc.assert(
    fc.property(tests, occurrences, ({ test, explain }, occurrence) => {
      const verdict = test(occurrence);
      expect(explain(occurrence).verdict).toBe(verdict);
      verdicts.add(verdict);
    }),
    { numRuns: 500 },
  );
  return [...verdicts].sort();
}

describe('an explanation', () => {
  it.each(EVENT_TYPES)('agrees with the test of %s, whatever that says', (type) => {
    // Only a kind decides this one, and an occurrence always knows its kinds.
    const possible = type === 'HOPPER_EXPIRED' ? ['no', 'yes'] : ALL_VERDICTS;
    expect(verdictsOf(anyEvent(type), anyOccurrence)).toEqual(possible);
  });

  it.each(OPERATOR_NAMES)('agrees with the test of %s, whatever that says', (operator) => {
    expect(verdictsOf(anyCondition(operator), anyOccurrence)).toEqual(ALL_VERDICTS);
  });

  it('always gives the verdict that the test gave, with a code and a reason', () => {
    const verdicts = new Set<Verdict>();
    fc.assert(
      fc.property(workflow, anyOccurrence, (parts, occurrence) => {
        const { relation, events } = compiledOf(parts);
        for (const compiled of [relation, ...events]) {
          const { verdict, code, reason } = compiled.explain(occurrence);
          expect(verdict).toBe(compiled.test(occurrence));
          expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
          expect(reason).toMatch(/\S/);
          expect(reason).not.toMatch(/undefined|\[object/);
          verdicts.add(verdict);
        }
      }),
      { numRuns: 500 },
    );
    expect(verdicts).toEqual(new Set(['yes', 'no', 'unknown']));
  });

  it('is the same for an occurrence that was stored and read back', () => {
    fc.assert(
      fc.property(workflow, anyOccurrence, (parts, occurrence) => {
        const { relation, events } = compiledOf(parts);
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
        const compiled = compiledOf(parts);
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
        const { relation, events } = compiledOf(parts);
        for (const { test, access } of [relation, ...events]) {
          if (test(occurrence) !== 'yes') continue;
          matched += access.length;
          for (const { fact, values } of access) {
            const read = [fact.read(occurrence) ?? []].flat();
            expect(values.filter((value) => read.includes(value))).not.toEqual([]);
          }
        }
      }),
      { numRuns: 500 },
    );
    expect(matched).toBeGreaterThan(0);
  });
});
