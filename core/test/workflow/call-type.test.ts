import { describe, expect, it } from '@jest/globals';
import type { FieldValues } from '../../src/fields/value.js';
import type { Verdict } from '../../src/workflow/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { eventOf } from './sample.js';

const ASKED = { type: 'CALL_TYPE', values: ['INBOUND', 'Manual'] };

describe('the event Call Type', () => {
  it.each<[FieldValues, Verdict, string, string]>([
    [{ call_type: 'INBOUND' }, 'yes', 'CALL_TYPE_MATCHES', 'call type is INBOUND; asked: INBOUND or Manual'],
    [{ call_type: ' inbound' }, 'yes', 'CALL_TYPE_MATCHES', 'call type is inbound; asked: INBOUND or Manual'],
    [{ call_type: 'MANUAL' }, 'yes', 'CALL_TYPE_MATCHES', 'call type is MANUAL; asked: INBOUND or Manual'],
    [{ call_type: 'OUTBOUND' }, 'no', 'OTHER_CALL_TYPE', 'call type is OUTBOUND; asked: INBOUND or Manual'],
    [{ call_type: '3WAY' }, 'no', 'OTHER_CALL_TYPE', 'call type is 3WAY; asked: INBOUND or Manual'],
    [
      { call_type: '' },
      'unknown',
      'CALL_TYPE_EMPTY',
      'call_type came empty, so the type of the call is not known',
    ],
    [
      { call_type: 'null' },
      'unknown',
      'CALL_TYPE_EMPTY',
      'call_type came empty, so the type of the call is not known',
    ],
    [{}, 'unknown', 'FIELD_NOT_DELIVERED', "call_type was not delivered: map it in Convoso's Adaptor"],
  ])('on %j: %s', (callLog, verdict, code, reason) => {
    const occurrence = occurrenceOf({ callLog });
    expect(eventOf(ASKED).test(occurrence)).toBe(verdict);
    expect(eventOf(ASKED).explain(occurrence)).toEqual({ verdict, code, reason });
  });

  it('is read from the call log alone', () => {
    expect(eventOf(ASKED).test(occurrenceOf({ custom: { call_type: 'INBOUND' } }))).toBe('unknown');
  });
});
