import { describe, expect, it } from '@jest/globals';
import type { FieldValue } from '../../src/fields/value.js';
import type { Verdict } from '../../src/workflow/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { conditionOf } from './sample.js';

const withOwn = (value: FieldValue) => occurrenceOf({ custom: { own: value } });
const between = (operator: string, from: string | number, to: string | number) =>
  conditionOf({ field: 'own', operator, from, to });

describe('Between Two Strings', () => {
  it.each<[FieldValue, string | number, string | number, Verdict]>([
    ['baker', 'a', 'm', 'yes'],
    ['Baker', 'a', 'M', 'yes'],
    [' baker ', 'BA', 'bb', 'yes'],
    ['a', 'a', 'm', 'yes'],
    ['m', 'a', 'm', 'yes'],
    // Letters count as those without their accents.
    ['Élan', 'd', 'f', 'yes'],
    ['elan', 'É', 'f', 'yes'],
    ['Żabka', 'a', 'm', 'no'],
    ['M', 'a', 'm', 'yes'],
    ['mason', 'a', 'm', 'no'],
    ['zane', 'a', 'm', 'no'],
    ['60614', 60_000, 61_000, 'yes'],
    ['7', '60000', '61000', 'no'],
    ['', ' a', 'z', 'no'],
    ['  ', '!', 'z', 'no'],
    ['null', 'a', 'z', 'no'],
    [[], '!', 'z', 'no'],
    [['zane', 'baker'], 'a', 'm', 'yes'],
    [['zane', 'young'], 'a', 'm', 'no'],
  ])('%j from %j to %j: %s', (value, from, to, verdict) => {
    expect(between('between_two_strings', from, to).test(withOwn(value))).toBe(verdict);
  });

  it('says what was asked', () => {
    expect(between('between_two_strings', 'a', 'm').explain(withOwn('Zane'))).toEqual({
      verdict: 'no',
      code: 'CONDITION_FAILS',
      reason: 'own is "Zane"; asked: between two strings "a" and "m"',
    });
  });
});

describe('Between Markers', () => {
  it.each<[FieldValue, string, string, Verdict]>([
    ['Call [later] today', '[', ']', 'yes'],
    ['Call [] today', '[', ']', 'no'],
    ['Call [ ] today', '[', ']', 'no'],
    ['Call [null] today', '[', ']', 'no'],
    ['Call [later today', '[', ']', 'no'],
    ['Call later] today', '[', ']', 'no'],
    ['Call ]later[ today', '[', ']', 'no'],
    ['[] [later]', '[', ']', 'no'],
    ['REF: 12 END', 'ref:', 'end', 'yes'],
    ['ref:end', 'ref:', 'end', 'no'],
    ['|a|', '|', '|', 'yes'],
    ['|', '|', '|', 'no'],
    ['', '[', ']', 'no'],
    [['none', '[one]'], '[', ']', 'yes'],
  ])('%j from %j to %j: %s', (value, from, to, verdict) => {
    expect(between('between_markers', from, to).test(withOwn(value))).toBe(verdict);
  });

  it('says what was asked', () => {
    expect(between('between_markers', '[', ']').explain(withOwn('[a]'))).toEqual({
      verdict: 'yes',
      code: 'CONDITION_HOLDS',
      reason: 'own is "[a]"; asked: between markers "[" and "]"',
    });
  });
});
