import { describe, expect, it } from '@jest/globals';
import type { FieldValue } from '../../src/fields/value.js';
import type { Snapshot } from '../../src/payload/snapshot.js';
import type { Operator, Verdict } from '../../src/workflow/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { conditionOf, eventOf } from './sample.js';

/** Every operator with operands of its own. */
const OPERANDS: Record<Operator, object> = {
  is_equal_to: { value: 'x' },
  is_not_equal_to: { value: 'x' },
  greater_than: { value: '5' },
  less_than: { value: '5' },
  within: { list: ['x'] },
  starts_with: { value: 'x' },
  contains: { value: 'x' },
  is_blank: {},
  is_numeric: {},
  between_two_strings: { from: 'a', to: 'z' },
  between_markers: { from: '[', to: ']' },
};

const written = (operator: string, value?: string | number) => ({
  field: 'own',
  operator,
  ...(value === undefined ? {} : { value }),
});

const withOwn = (value: FieldValue) => occurrenceOf({ custom: { own: value } });

describe('a condition on a field', () => {
  it.each<[FieldValue, string, string | number | undefined, Verdict]>([
    ['Chicago', 'is_equal_to', 'chicago', 'yes'],
    [' Chicago ', 'is_equal_to', 'CHICAGO  ', 'yes'],
    ['Chicago', 'is_equal_to', 'Chicago Heights', 'no'],
    ['5', 'is_equal_to', 5, 'yes'],
    ['5.0', 'is_equal_to', 5, 'no'],
    ['', 'is_equal_to', '', 'yes'],
    ['null', 'is_equal_to', '', 'no'],
    [['a', 'B'], 'is_equal_to', 'b', 'yes'],
    [['a', 'b'], 'is_equal_to', 'a,b', 'yes'],
    [['a', 'b'], 'is_equal_to', 'c', 'no'],
    ['Chicago', 'is_not_equal_to', ' chicago', 'no'],
    ['Chicago', 'is_not_equal_to', 'Joliet', 'yes'],
    ['', 'is_not_equal_to', 'Joliet', 'yes'],
    [['a', 'b'], 'is_not_equal_to', 'b', 'no'],
    [['a', 'b'], 'is_not_equal_to', 'c', 'yes'],
    ['Chicago', 'starts_with', 'chi', 'yes'],
    ['  Chicago', 'starts_with', 'CHI ', 'yes'],
    ['North Chicago', 'starts_with', 'chi', 'no'],
    ['', 'starts_with', 'chi', 'no'],
    ['North Chicago', 'contains', 'H CHI', 'yes'],
    ['North Chicago', 'contains', 'south', 'no'],
    [['north', 'south'], 'contains', 'OUT', 'yes'],
    ['10', 'greater_than', '9', 'yes'],
    ['9', 'greater_than', '10', 'no'],
    ['10', 'greater_than', 10, 'no'],
    [' 10.5 ', 'greater_than', '1.05e1', 'no'],
    [' 10.6 ', 'greater_than', '1.05e1', 'yes'],
    ['-3', 'less_than', '-2', 'yes'],
    ['0', 'less_than', '-2', 'no'],
    ['+.5', 'less_than', '1', 'yes'],
    ['10', 'less_than', '10', 'no'],
    ['b', 'greater_than', 'a', 'unknown'],
    ['b', 'less_than', 'c', 'unknown'],
    ['', 'less_than', '5', 'no'],
    ['null', 'less_than', '5', 'no'],
    ['10', 'greater_than', '2026-11-20', 'unknown'],
    ['10', 'less_than', '2026-11-20', 'unknown'],
    ['2026-11-20 12:00:00', 'greater_than', '2026-11-20', 'yes'],
    ['2026-11-20', 'greater_than', '2026-11-20 00:00:00', 'no'],
    ['11/21/2026', 'greater_than', '2026-11-20 23:59:59', 'yes'],
    ['2026-11-20T12:00:00Z', 'greater_than', '2026-11-20T11:59:59Z', 'yes'],
    ['2026-11-20T12:00:00Z', 'less_than', '2026-11-20T12:00:01Z', 'yes'],
    ['2026-11-20T12:00:00-08:00', 'greater_than', '2026-11-20T19:00:00Z', 'yes'],
    ['2026-02-30', 'less_than', '2026-11-20', 'unknown'],
    ['0000-00-00', 'less_than', '2026-11-20', 'no'],
    ['', 'is_blank', undefined, 'yes'],
    [' \t', 'is_blank', undefined, 'yes'],
    ['NULL', 'is_blank', undefined, 'yes'],
    [[], 'is_blank', undefined, 'yes'],
    [['', 'null'], 'is_blank', undefined, 'yes'],
    [['', 'a'], 'is_blank', undefined, 'no'],
    ['0', 'is_blank', undefined, 'no'],
    ['0.00', 'is_blank', undefined, 'no'],
    ['false', 'is_blank', undefined, 'no'],
    ['0000-00-00', 'is_blank', undefined, 'no'],
    ['5', 'is_numeric', undefined, 'yes'],
    [' -5.25 ', 'is_numeric', undefined, 'yes'],
    ['+.5', 'is_numeric', undefined, 'yes'],
    ['5.', 'is_numeric', undefined, 'yes'],
    ['1e-3', 'is_numeric', undefined, 'yes'],
    ['1E3', 'is_numeric', undefined, 'yes'],
    ['', 'is_numeric', undefined, 'no'],
    [' ', 'is_numeric', undefined, 'no'],
    ['.', 'is_numeric', undefined, 'no'],
    ['5 6', 'is_numeric', undefined, 'no'],
    ['1,000', 'is_numeric', undefined, 'no'],
    ['$5', 'is_numeric', undefined, 'no'],
    ['0x10', 'is_numeric', undefined, 'no'],
    ['Infinity', 'is_numeric', undefined, 'no'],
    ['5e', 'is_numeric', undefined, 'no'],
  ])('%j %s %j: %s', (value, operator, operand, verdict) => {
    const condition = conditionOf(written(operator, operand));
    expect(condition.test(withOwn(value))).toBe(verdict);
    expect(condition.explain(withOwn(value))).toMatchObject({
      verdict,
      code: { yes: 'CONDITION_HOLDS', no: 'CONDITION_FAILS', unknown: expect.stringMatching(/_UNREADABLE$/) }[
        verdict
      ],
    });
  });

  it.each(Object.entries(OPERANDS))(
    '%s is unknown when the field was not delivered',
    (operator, operands) => {
      const condition = conditionOf({ field: 'own', operator, ...operands });
      expect(condition.test(occurrenceOf())).toBe('unknown');
      expect(condition.explain(occurrenceOf())).toEqual({
        verdict: 'unknown',
        code: 'FIELD_NOT_DELIVERED',
        reason: "own was not delivered: map it in Convoso's Adaptor",
      });
    },
  );

  it.each<[string, object, Verdict]>([
    ['a date and time of the lead', { field: 'last_called' }, 'yes'],
    ['a date of the lead', { section: 'lead', field: 'date_of_birth' }, 'yes'],
    ['a date of the call', { field: 'call_date' }, 'yes'],
    ['a text of the lead', { field: 'city' }, 'no'],
    ['a custom field', { section: 'custom', field: 'call_date' }, 'no'],
  ])('takes a zero date for blank in %s: %s', (_what, place, verdict) => {
    const zero = { last_called: '0000-00-00 00:00:00', date_of_birth: '0000-00-00', city: '0000-00-00' };
    const occurrence = occurrenceOf({
      lead: zero,
      callLog: { call_date: ' 0000-00-00 00:00:00' },
      custom: { call_date: '0000-00-00' },
    });
    expect(conditionOf({ ...place, operator: 'is_blank' }).test(occurrence)).toBe(verdict);
  });

  it.each<[string, object, Partial<Snapshot>, Verdict]>([
    [
      'the named section',
      { section: 'lead' },
      { lead: { status: 'NI' }, callLog: { status: 'SALE' } },
      'yes',
    ],
    ['the named section alone', { section: 'lead' }, { callLog: { status: 'NI' } }, 'unknown'],
    [
      'the call where there is one',
      {},
      { lead: { status: 'SALE' }, callLog: { status: 'NI', call_log_id: '1' } },
      'yes',
    ],
    ['the lead where there is no call', {}, { lead: { status: 'NI' }, callLog: { status: 'SALE' } }, 'yes'],
    [
      'the other one where the name came without a section',
      { section: 'lead' },
      { callLog: { status: 'NI' }, flat: ['status'] },
      'yes',
    ],
  ])('reads %s', (_what, section, parts, verdict) => {
    const condition = conditionOf({ field: 'status', operator: 'is_equal_to', value: 'NI', ...section });
    expect(condition.test(occurrenceOf(parts))).toBe(verdict);
  });

  it('says what the field is and what was asked, with the label of the operator', () => {
    const { reason } = conditionOf({ section: 'custom', ...written('greater_than', 5) }).explain(
      withOwn('4'),
    );
    expect(reason).toBe('custom.own is "4"; asked: greater than "5"');
  });

  it('sends nobody to Convoso for a date that the rule compares with a number', () => {
    const { explain } = conditionOf({ field: 'own', operator: 'greater_than', value: '18' });
    expect(explain(withOwn('1980-01-01'))).toEqual({
      verdict: 'unknown',
      code: 'RULE_UNREADABLE',
      reason:
        'own is "1980-01-01", which is a date, and the rule compares it with a number: correct the rule',
    });
  });
});

describe('the event Lead Fields & Call Data', () => {
  const event = (...values: [field: string, value: string][]) =>
    eventOf({
      type: 'LEAD_FIELDS_AND_CALL_DATA',
      conditions: values.map(([field, value]) => ({ field, operator: 'is_equal_to', value })),
    });
  const occurrence = occurrenceOf({ custom: { a: '1', b: '2' } });

  it.each<[string, [string, string][], Verdict, string]>([
    [
      'all that hold',
      [
        ['a', '1'],
        ['b', '2'],
      ],
      'yes',
      'a is "1"; asked: is equal to "1"; and b is "2"; asked: is equal to "2"',
    ],
    [
      'one that fails',
      [
        ['a', '1'],
        ['b', '1'],
      ],
      'no',
      'b is "2"; asked: is equal to "1"',
    ],
    [
      'one that cannot be told',
      [
        ['a', '1'],
        ['c', '1'],
      ],
      'unknown',
      "c was not delivered: map it in Convoso's Adaptor",
    ],
    [
      'one that cannot be told and one that fails',
      [
        ['c', '1'],
        ['a', '2'],
      ],
      'no',
      'a is "1"; asked: is equal to "2"',
    ],
  ])('needs %s', (_what, conditions, verdict, reason) => {
    expect(event(...conditions).test(occurrence)).toBe(verdict);
    expect(event(...conditions).explain(occurrence)).toMatchObject({ verdict, reason });
  });

  it('tests what was delivered, whatever kind the occurrence is', () => {
    expect(occurrence.kinds).toEqual([]);
    expect(event(['a', '1']).test(occurrence)).toBe('yes');
  });
});
