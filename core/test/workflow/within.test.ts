import { describe, expect, it } from '@jest/globals';
import type { FieldValue } from '../../src/fields/value.js';
import type { Verdict } from '../../src/workflow/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { conditionOf } from './sample.js';

/** Noon of 20 November 2026 in Los Angeles, which is 20:00 in UTC. */
const NOON = Date.UTC(2026, 10, 20, 20);

const within = (operands: object, timeZone = 'America/Los_Angeles') =>
  conditionOf({ field: 'own', operator: 'within', ...operands }, { timeZone });
const withOwn = (value: FieldValue, receivedAt = NOON) =>
  occurrenceOf({ custom: { own: value } }, { receivedAt });
const verdict = (value: FieldValue, operands: object, receivedAt = NOON) =>
  within(operands).test(withOwn(value, receivedAt));

describe('Within a list', () => {
  it.each<[FieldValue, (string | number)[], Verdict]>([
    ['CA', ['NY', 'CA'], 'yes'],
    [' ca', ['NY', 'Ca '], 'yes'],
    ['TX', ['NY', 'CA'], 'no'],
    ['C', ['CA'], 'no'],
    ['5', [4, 5], 'yes'],
    ['5.0', [5], 'no'],
    ['', ['NY'], 'no'],
    ['', ['NY', ''], 'yes'],
    [['TX', 'ny'], ['NY'], 'yes'],
    [['TX', 'FL'], ['NY'], 'no'],
  ])('%j of %j: %s', (value, list, expected) => {
    expect(verdict(value, { list })).toBe(expected);
  });

  it('gives the index every value of the list to file its workflow under', () => {
    expect(within({ list: ['NY', ' ca'] }).access?.values).toEqual(['ny', 'ca']);
    expect(within({ from: '1', to: '2' }).access).toBeNull();
    expect(within({ last: { n: 1, unit: 'days' } }).access).toBeNull();
  });
});

describe('Within a range', () => {
  it.each<[FieldValue, string | number, string | number, Verdict]>([
    ['5', 5, 7, 'yes'],
    ['7', 5, 7, 'yes'],
    [' 6.5 ', 5, 7, 'yes'],
    ['4.99', 5, 7, 'no'],
    ['7.01', 5, 7, 'no'],
    ['10', '9', '11', 'yes'],
    ['-1', '-2', '0', 'yes'],
    ['6e0', 5, 7, 'yes'],
    ['six', 5, 7, 'unknown'],
    ['', 0, 7, 'no'],
    ['2026-11-20', 0, 9_999, 'unknown'],
    [['1', '6'], 5, 7, 'yes'],
    ['2026-11-01', '2026-11-01', '2026-11-30', 'yes'],
    ['11/15/2026', '2026-11-01', '2026-11-30', 'yes'],
    ['2026-10-31 23:59:59', '2026-11-01', '2026-11-30', 'no'],
    ['2026-12-01', '2026-11-01', '2026-11-30', 'no'],
    ['2026-11-20 09:00:00', '2026-11-20 09:00', '2026-11-20 17:00', 'yes'],
    ['2026-11-20 17:00:00', '2026-11-20 09:00', '2026-11-20 17:00', 'yes'],
    ['2026-11-20 17:00:01', '2026-11-20 09:00', '2026-11-20 17:00', 'no'],
    ['0000-00-00', '2026-11-01', '2026-11-30', 'no'],
    ['5', '2026-11-01', '2026-11-30', 'unknown'],
    [['six', '6'], 5, 7, 'yes'],
    [['six', '8'], 5, 7, 'unknown'],
    [['1', '480'], 1_000, 2_000, 'no'],
  ])('%j from %j to %j: %s', (value, from, to, expected) => {
    expect(verdict(value, { from, to })).toBe(expected);
  });

  it('that ends with a day includes the whole of that day', () => {
    const november = { from: '2026-11-01', to: '2026-11-30' };
    expect(verdict('2026-11-30 23:59:59', november)).toBe('yes');
    expect(verdict('2026-12-01 00:00:00', november)).toBe('no');
    expect(verdict('11/30/2026 23:59', { from: '11/01/2026', to: '11/30/2026' })).toBe('yes');
  });

  it('has its days in the zone of the account', () => {
    const day = { from: '2026-11-20', to: '2026-11-20' };
    const lateInLosAngeles = withOwn('2026-11-21T07:59:59Z');
    expect(within(day).test(lateInLosAngeles)).toBe('yes');
    expect(within(day, 'UTC').test(lateInLosAngeles)).toBe('no');
    expect(within(day).test(withOwn('2026-11-21T08:00:00Z'))).toBe('no');
  });

  it('ends a day on which clocks are set back an hour later', () => {
    const day = { from: '2026-11-01', to: '2026-11-01' };
    expect(within(day).test(withOwn('2026-11-02T07:59:59Z'))).toBe('yes');
    expect(within(day).test(withOwn('2026-11-02T08:00:00Z'))).toBe('no');
  });
});

describe('Within the last units of time', () => {
  it.each<[string, number, string, Verdict]>([
    ['2026-11-20 12:00:00', 5, 'minutes', 'yes'],
    ['2026-11-20 11:55:00', 5, 'minutes', 'yes'],
    ['2026-11-20 11:54:59', 5, 'minutes', 'no'],
    ['2026-11-20 12:00:01', 5, 'minutes', 'no'],
    ['2026-11-20T19:58:00Z', 5, 'minutes', 'yes'],
    ['2026-11-20 09:00:00', 3, 'hours', 'yes'],
    ['2026-11-20 08:59:59', 3, 'hours', 'no'],
    ['2026-11-19 12:00:00', 1, 'days', 'yes'],
    ['2026-11-19 11:59:59', 1, 'days', 'no'],
    ['2026-11-20', 1, 'days', 'yes'],
    ['11/14/2026', 1, 'weeks', 'yes'],
    ['11/13/2026', 1, 'weeks', 'no'],
    ['2026-10-20 12:00:00', 1, 'months', 'yes'],
    ['2026-10-20 11:59:59', 1, 'months', 'no'],
    ['2025-11-20 12:00:00', 1, 'years', 'yes'],
    ['2025-11-20 11:59:59', 1, 'years', 'no'],
    ['1926-11-21', 100, 'years', 'yes'],
    ['0100-01-01', 1_000_000, 'years', 'yes'],
    ['2026-11-21', 1_000_000, 'years', 'no'],
    ['2026-11-20 12:00:00', -5, 'minutes', 'yes'],
    ['2026-11-20 12:05:00', -5, 'minutes', 'yes'],
    ['2026-11-20 12:05:01', -5, 'minutes', 'no'],
    ['2026-11-20 11:59:59', -5, 'minutes', 'no'],
    ['2026-11-27 12:00:00', -7, 'days', 'yes'],
    ['2026-11-27 12:00:01', -7, 'days', 'no'],
    // Today is a day that is not over.
    ['2026-11-20', -7, 'days', 'yes'],
    ['11/19/2026', -7, 'days', 'no'],
    ['2026-11-27', -7, 'days', 'yes'],
    ['2026-11-28', -7, 'days', 'no'],
    ['9999-12-31', -1_000_000, 'months', 'yes'],
    ['', 5, 'days', 'no'],
    ['null', 5, 'days', 'no'],
    ['0000-00-00 00:00:00', 5, 'days', 'no'],
    ['17', 5, 'days', 'unknown'],
  ])('%j, %d %s: %s', (value, n, unit, expected) => {
    expect(verdict(value, { last: { n, unit } })).toBe(expected);
  });

  it('counts a time without an offset in the zone of the account', () => {
    const lastHour = { last: { n: 1, unit: 'hours' } };
    expect(within(lastHour).test(withOwn('2026-11-20 11:30:00'))).toBe('yes');
    expect(within(lastHour, 'UTC').test(withOwn('2026-11-20 11:30:00'))).toBe('no');
    expect(within(lastHour, 'UTC').test(withOwn('2026-11-20 19:30:00'))).toBe('yes');
  });

  it('goes by the clocks on the wall where these were changed meanwhile', () => {
    // Clocks were set back on 1 November 2026: from noon to noon it was 25 hours.
    const noonAfter = Date.UTC(2026, 10, 1, 20);
    expect(verdict('2026-10-31 12:00:00', { last: { n: 1, unit: 'days' } }, noonAfter)).toBe('yes');
    expect(verdict('2026-10-31 12:00:00', { last: { n: 24, unit: 'hours' } }, noonAfter)).toBe('no');
    expect(verdict('2026-10-31 12:00:00', { last: { n: 25, unit: 'hours' } }, noonAfter)).toBe('yes');
  });

  it('takes the last day of a month that has no such day', () => {
    const lateMarch = Date.UTC(2027, 2, 31, 19);
    expect(verdict('2027-02-28 12:00:00', { last: { n: 1, unit: 'months' } }, lateMarch)).toBe('yes');
    expect(verdict('2027-02-28 11:59:59', { last: { n: 1, unit: 'months' } }, lateMarch)).toBe('no');
  });
});

describe('the reason of Within', () => {
  it.each<[object, string, string]>([
    [{ list: ['NY', 'CA', 'TX'] }, 'FL', 'own is "FL"; asked: within "NY", "CA" or "TX"'],
    [{ from: 5, to: 7 }, '8', 'own is "8"; asked: within "5" and "7"'],
    [{ last: { n: 7, unit: 'days' } }, '1999-01-01', 'own is "1999-01-01"; asked: within the last 7 days'],
    [{ last: { n: 1, unit: 'weeks' } }, '1999-01-01', 'own is "1999-01-01"; asked: within the last 1 week'],
    [{ last: { n: -2, unit: 'hours' } }, '1999-01-01', 'own is "1999-01-01"; asked: within the next 2 hours'],
  ])('for %j', (operands, value, reason) => {
    expect(within(operands).explain(withOwn(value))).toEqual({
      verdict: 'no',
      code: 'CONDITION_FAILS',
      reason,
    });
  });

  it('says what to map where the field was not delivered', () => {
    expect(within({ last: { n: 1, unit: 'days' } }).explain(occurrenceOf())).toEqual({
      verdict: 'unknown',
      code: 'FIELD_NOT_DELIVERED',
      reason: "own was not delivered: map it in Convoso's Adaptor",
    });
  });
});
