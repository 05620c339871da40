import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { conditionSchema, type Condition } from '../../src/config/index.js';
import { askedByCondition } from '../../src/config/contradictions/asked.js';
import { isImpossible } from '../../src/config/contradictions/impossible.js';
import { compileValueTest } from '../../src/workflow/value-tests.js';
import { contradictions } from '../../src/config/contradictions/index.js';
import { SHARED_NAMES } from '../../src/fields/shared-names.js';
import { hasCall } from '../../src/payload/snapshot.js';
import type { Occurrence } from '../../src/occurrence/index.js';
import { testWorkflow } from '../../src/workflow/compiled-workflow.js';
import { anyOccurrence, anyWorkflow } from '../workflow/arbitraries.js';
import { PACIFIC, compiledOf } from '../workflow/sample.js';
import { accepted, sampleWith } from './sample.js';

/*
 * What a checker calls impossible is compared with the evaluator that decides for real, over every value of a pool that
 * is made of what conditions ask for and of its neighbours.
 */
const TEXTS = ['', 'null', 'NI', ' ni', 'SALE', 'sa', 'é', 'e', 'Eva', 'x', 'n', 'N5', '5', '05', '5.0'];
const NUMBERS = ['-1', '4.5', '7', '9.5', '$5', '1,000', '1000', '(5)', '5e2', '500', '6', '10'];
const DATES = [
  ...['2026-11-20', '2026-11-20 09:30:00', '11/20/2026', '2026-11-20T17:30:00Z', '2026-11-21 00:00:00'],
  ...['20261120', '2026-11-19', '0000-00-00', '0000-00-00 00:00:00', '2026-11-25 12:00:00'],
];
const ASKED = [...TEXTS, ...NUMBERS, ...DATES];
const FILLED = ASKED.filter((text) => text.trim() !== '');
const POOL = [...ASKED, ...FILLED.flatMap((text) => [`${text}z`, `${text} 1`, text.toLowerCase()])];

/** Of one value each: of text, of a number, of a day, and of a point in time. */
const FIELDS = ['city', 'called_count', 'date_of_birth', 'call_date'];

const asked = fc.constantFrom(...ASKED);
const filled = fc.constantFrom(...FILLED);
const pair = fc.tuple(filled, filled).map(([from, to]) => ({ from, to }));
const operands: Readonly<Record<Condition['operator'], fc.Arbitrary<object>>> = {
  is_equal_to: fc.record({ value: asked }),
  is_not_equal_to: fc.record({ value: asked }),
  greater_than: fc.record({ value: filled }),
  less_than: fc.record({ value: filled }),
  within: fc.oneof(
    fc.record({ list: fc.array(asked, { minLength: 1, maxLength: 3 }) }),
    pair,
    fc.constantFrom({ last: { n: 7, unit: 'days' } }, { last: { n: -1, unit: 'years' } }),
  ),
  starts_with: fc.record({ value: filled }),
  contains: fc.record({ value: filled }),
  is_blank: fc.constant({}),
  is_numeric: fc.constant({}),
  between_two_strings: pair,
  between_markers: pair,
};

const conditionsOn = (field: string): fc.Arbitrary<Condition[]> => {
  const one = fc
    .oneof(
      ...Object.entries(operands).map(([operator, rest]) =>
        rest.map((operand) => ({ field, operator, ...operand })),
      ),
    )
    .map((written) => conditionSchema.safeParse(written).data)
    .filter((condition) => condition !== undefined);
  return fc.array(one, { minLength: 2, maxLength: 3 });
};
const anyConditions = fc.constantFrom(...FIELDS).chain(conditionsOn);

const impossible = (conditions: readonly Condition[]): boolean =>
  isImpossible(conditions.map((condition) => askedByCondition(condition, '', PACIFIC).demand));

/** On the day on which `within` the last days reaches every date of the pool, and on one on which it reaches none. */
const DAYS = [Date.UTC(2026, 10, 22), Date.UTC(2026, 10, 19), Date.UTC(2030, 0)];

const holds = (conditions: readonly Condition[], value: string): boolean =>
  DAYS.some((now) =>
    conditions.every((condition) => compileValueTest(condition, PACIFIC).test(value, now) === 'yes'),
  );

describe('conditions that are called impossible together', () => {
  it('are true of no value at all', () => {
    let found = 0;
    fc.assert(
      fc.property(anyConditions, (conditions) => {
        if (!impossible(conditions)) return;
        found += 1;
        expect(POOL.filter((value) => holds(conditions, value))).toEqual([]);
      }),
      { numRuns: 3000 },
    );
    expect(found).toBeGreaterThan(100);
  });

  it('are never those that a value satisfies', () => {
    let satisfied = 0;
    fc.assert(
      fc.property(fc.constantFrom(...POOL), anyConditions, (value, conditions) => {
        const holding = conditions.filter((condition) => holds([condition], value));
        if (holding.length === 0 || !holds(holding, value)) return;
        satisfied += 1;
        expect(impossible(holding)).toBe(false);
      }),
      { numRuns: 5000 },
    );
    expect(satisfied).toBeGreaterThan(100);
  });

  it('are all of which no number is left, where they ask for numbers', () => {
    const number = fc.integer({ min: 0, max: 9 });
    const one: fc.Arbitrary<Condition> = fc.oneof(
      number.map((n) => conditionOn({ operator: 'is_equal_to', value: String(n) })),
      number.map((n) => conditionOn({ operator: 'greater_than', value: String(n) })),
      number.map((n) => conditionOn({ operator: 'less_than', value: String(n) })),
      fc
        .tuple(number, number)
        .map(([a, b]) => conditionOn({ operator: 'within', from: Math.min(a, b), to: Math.max(a, b) })),
      fc
        .array(number, { minLength: 1, maxLength: 4 })
        .map((list) => conditionOn({ operator: 'within', list })),
    );
    // Every number asked for, and one between each two.
    const numbers = Array.from({ length: 22 }, (_, index) => String(index / 2 - 0.5));
    fc.assert(
      fc.property(fc.array(one, { minLength: 2, maxLength: 4 }), (conditions) => {
        const isLeft = numbers.some((value) => holds(conditions, value));
        expect(impossible(conditions)).toBe(!isLeft);
      }),
    );
  });
});

describe('a workflow that is said never to fire', () => {
  const config = accepted(sampleWith({ 'account.timeZone': PACIFIC.timeZone }));

  it('fires for no call', () => {
    let said = 0;
    fc.assert(
      fc.property(anyWorkflow(fc.constant('w')), fc.array(anyOccurrence), (workflow, occurrences) => {
        const never = contradictions(workflow, 'w', config).filter(
          ({ message }) => message.endsWith('never fires.') && !/unless|several values/.test(message),
        );
        if (never.length === 0) return;
        said += 1;
        const compiled = compiledOf(workflow);
        const fired = occurrences
          .filter(isOneCall)
          .filter((occurrence) => testWorkflow(compiled, occurrence) === 'yes');
        expect(fired).toEqual([]);
      }),
      { numRuns: 2000 },
    );
    expect(said).toBeGreaterThan(50);
  });
});

/** With one value of each field; a lead's status beside another one of a call comes with what else a call has. */
function isOneCall({ snapshot }: Occurrence): boolean {
  const { lead, callLog, extra, custom } = snapshot;
  const values = [lead, callLog, extra, custom].flatMap((fields) => Object.values(fields));
  const isOfBoth = SHARED_NAMES.some((name) => name in lead && name in callLog);
  return values.every((value) => typeof value === 'string') && (hasCall(snapshot) || !isOfBoth);
}

function conditionOn(rest: object): Condition {
  return conditionSchema.parse({ field: 'called_count', ...rest });
}
