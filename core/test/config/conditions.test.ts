import { describe, expect, it } from '@jest/globals';
import { OPERATORS } from '../../src/workflow/operators.js';
import { itTells } from './mistakes.js';
import { problemsIn, sampleWith } from './sample.js';

const withCondition = (operands: object) => ({
  'workflows[0].events[0]': {
    type: 'LEAD_FIELDS_AND_CALL_DATA',
    conditions: [{ field: 'own', ...operands }],
  },
});

const IMPOSSIBLE = [
  { what: 'a range of words', from: 'a', to: 'm' },
  { what: 'a range from a number to a date', from: 5, to: '2026-11-20' },
  { what: 'a range of numbers that is reversed', from: '10', to: '9' },
  { what: 'a range of days that is reversed', from: '11/21/2026', to: '2026-11-20' },
  { what: 'a range of times that is reversed', from: '2026-11-20 10:00', to: '2026-11-20 09:00' },
  {
    what: 'a range of instants that is reversed',
    from: '2026-11-20T10:00:00Z',
    to: '2026-11-20T10:30:00+01:00',
  },
  { what: 'a range of texts that is reversed', operator: 'between_two_strings', from: 'm', to: ' A' },
];

describe('a mistake in a condition', () => {
  itTells([
    ...IMPOSSIBLE.map(({ what, ...operands }) => ({
      what,
      plant: withCondition({ operator: 'within', ...operands }),
      path: 'workflows[0].events[0].conditions[0].from',
      code: 'IMPOSSIBLE_RANGE',
      value: JSON.stringify(operands.from),
      remedy: /of which from comes first/,
    })),
    {
      what: 'the last 0 days',
      plant: withCondition({ operator: 'within', last: { n: 0, unit: 'days' } }),
      path: 'workflows[0].events[0].conditions[0].last.n',
      code: 'EMPTY_TIME_SPAN',
      value: '0',
      remedy: /below 0 the next ones/,
    },
    {
      what: 'an unknown unit of time',
      plant: withCondition({ operator: 'within', last: { n: 1, unit: 'fortnights' } }),
      path: 'workflows[0].events[0].conditions[0].last.unit',
      code: 'NOT_ONE_OF',
      value: '"fortnights"',
      remedy: /minutes/,
    },
  ]);
});

it('an impossible range is told with both of its ends', () => {
  const [problem] = problemsIn(sampleWith(withCondition({ operator: 'within', from: '10', to: '9' })));
  expect(problem?.message).toBe('Nothing lies from 10 to 9.');
});

describe('a condition', () => {
  it.each<[string, object]>([
    ['within', { list: ['NY', 5] }],
    ['within', { from: 5, to: '5.0' }],
    ['within', { from: -1, to: 1e3 }],
    ['within', { from: '2026-11-20', to: '11/20/2026' }],
    ['within', { from: '2026-11-20 10:00', to: '2026-11-20' }],
    // Which comes first depends on the zone of the account.
    ['within', { from: '2026-11-20T10:00:00Z', to: '2026-11-20 09:00' }],
    ['within', { last: { n: 7, unit: 'days' } }],
    ['within', { last: { n: -7, unit: 'days' } }],
    ['between_two_strings', { from: 'B', to: 'b' }],
    ['between_two_strings', { from: 10, to: 9 }],
    ['between_markers', { from: ']', to: '[' }],
  ])('may ask: %s %j', (operator, operands) => {
    expect(Object.keys(OPERATORS)).toContain(operator);
    expect(problemsIn(sampleWith(withCondition({ operator, ...operands })))).toEqual([]);
  });
});
