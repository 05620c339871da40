import { describe, expect, it } from '@jest/globals';
import type { FieldValues } from '../../src/fields/value.js';
import type { Verdict } from '../../src/workflow/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { eventOf } from './sample.js';

const callCount = (asked: object) => eventOf({ type: 'CALL_COUNT', ...asked });

describe('the event Call Count', () => {
  it.each<[FieldValues, object, Verdict, string, string]>([
    [{ called_count: '3' }, { equals: 3 }, 'yes', 'CALL_COUNT_MATCHES', 'called_count is 3; asked: 3'],
    [{ called_count: ' 03 ' }, { equals: 3 }, 'yes', 'CALL_COUNT_MATCHES', 'called_count is 03; asked: 3'],
    [{ called_count: '3.0' }, { equals: 3 }, 'yes', 'CALL_COUNT_MATCHES', 'called_count is 3.0; asked: 3'],
    [{ called_count: '4' }, { equals: 3 }, 'no', 'OTHER_CALL_COUNT', 'called_count is 4; asked: 3'],
    [{ called_count: '0' }, { equals: 0 }, 'yes', 'CALL_COUNT_MATCHES', 'called_count is 0; asked: 0'],
    [
      { called_count: '3' },
      { min: 3, max: 5 },
      'yes',
      'CALL_COUNT_MATCHES',
      'called_count is 3; asked: 3 to 5',
    ],
    [
      { called_count: '5' },
      { min: 3, max: 5 },
      'yes',
      'CALL_COUNT_MATCHES',
      'called_count is 5; asked: 3 to 5',
    ],
    [{ called_count: '2' }, { min: 3, max: 5 }, 'no', 'OTHER_CALL_COUNT', 'called_count is 2; asked: 3 to 5'],
    [{ called_count: '6' }, { min: 3, max: 5 }, 'no', 'OTHER_CALL_COUNT', 'called_count is 6; asked: 3 to 5'],
    [{ called_count: '9' }, { min: 3 }, 'yes', 'CALL_COUNT_MATCHES', 'called_count is 9; asked: at least 3'],
    [{ called_count: '2' }, { min: 3 }, 'no', 'OTHER_CALL_COUNT', 'called_count is 2; asked: at least 3'],
    [{ called_count: '0' }, { max: 3 }, 'yes', 'CALL_COUNT_MATCHES', 'called_count is 0; asked: at most 3'],
    [{ called_count: '4' }, { max: 3 }, 'no', 'OTHER_CALL_COUNT', 'called_count is 4; asked: at most 3'],
    [
      { called_count: 'often' },
      { min: 0 },
      'unknown',
      'CALL_COUNT_NOT_A_NUMBER',
      'called_count is "often", which cannot be read as a number: send it as digits with a point',
    ],
    [
      { called_count: '90210-1234' },
      { min: 0 },
      'unknown',
      'CALL_COUNT_NOT_A_NUMBER',
      'called_count is "90210-1234", which cannot be read as a number: compare it as a text',
    ],
    [
      { called_count: '' },
      { max: 3 },
      'no',
      'CALL_COUNT_NOT_A_NUMBER',
      'called_count is empty, which is no number',
    ],
    [
      {},
      { equals: 3 },
      'unknown',
      'FIELD_NOT_DELIVERED',
      "called_count was not delivered: map it in Convoso's Adaptor",
    ],
  ])('on %j, asked for %j: %s', (lead, asked, verdict, code, reason) => {
    const occurrence = occurrenceOf({ lead });
    expect(callCount(asked).test(occurrence)).toBe(verdict);
    expect(callCount(asked).explain(occurrence)).toEqual({ verdict, code, reason });
  });

  it.each<[string | undefined, string, Verdict]>([
    [undefined, 'called_count', 'yes'],
    ['outbound', 'called_count', 'yes'],
    ['inbound', 'called_count', 'unknown'],
    ['inbound', 'called_count_inbound', 'yes'],
    ['outbound', 'called_count_inbound', 'unknown'],
  ])('with the direction %j is decided by %s: %s', (direction, field, verdict) => {
    const asked = { equals: 3, ...(direction === undefined ? {} : { direction }) };
    expect(callCount(asked).test(occurrenceOf({ lead: { [field]: '3' } }))).toBe(verdict);
  });

  it('names the counter of inbound calls where that is what is missing', () => {
    expect(callCount({ min: 1, direction: 'inbound' }).explain(occurrenceOf()).reason).toBe(
      "called_count_inbound was not delivered: map it in Convoso's Adaptor",
    );
  });

  it('tests the lead as delivered, whatever kind the occurrence is', () => {
    const occurrence = occurrenceOf({ lead: { called_count: '3' } });
    expect(occurrence.kinds).toEqual([]);
    expect(callCount({ equals: 3 }).test(occurrence)).toBe('yes');
  });
});
