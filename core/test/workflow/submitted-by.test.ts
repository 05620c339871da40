import { describe, expect, it } from '@jest/globals';
import type { FieldValues } from '../../src/fields/value.js';
import type { Verdict } from '../../src/workflow/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { eventOf } from './sample.js';

const ASKED = { type: 'SUBMITTED_BY', values: ['web form', 1001] };

describe('the event Submitted By', () => {
  it.each<[FieldValues, Verdict, string, string]>([
    [{ created_by: '1001' }, 'yes', 'SUBMITTER_MATCHES', 'created by 1001; asked: web form or 1001'],
    [{ created_by: ' Web Form' }, 'yes', 'SUBMITTER_MATCHES', 'created by Web Form; asked: web form or 1001'],
    [{ created_by: '1002' }, 'no', 'OTHER_SUBMITTER', 'created by 1002; asked: web form or 1001'],
    [{ created_by: '' }, 'no', 'OTHER_SUBMITTER', 'created by nobody; asked: web form or 1001'],
    [{}, 'unknown', 'FIELD_NOT_DELIVERED', "created_by was not delivered: map it in Convoso's Adaptor"],
    [
      { last_modified_by: '1001' },
      'unknown',
      'FIELD_NOT_DELIVERED',
      "created_by was not delivered: map it in Convoso's Adaptor",
    ],
  ])('on %j: %s', (lead, verdict, code, reason) => {
    const occurrence = occurrenceOf({ lead });
    expect(eventOf(ASKED).test(occurrence)).toBe(verdict);
    expect(eventOf(ASKED).explain(occurrence)).toEqual({ verdict, code, reason });
  });

  it('tests the lead as delivered, whatever kind the occurrence is', () => {
    const occurrence = occurrenceOf({ lead: { created_by: '1001' } });
    expect(occurrence.kinds).toEqual([]);
    expect(eventOf(ASKED).test(occurrence)).toBe('yes');
  });
});
