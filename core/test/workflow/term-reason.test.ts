import { describe, expect, it } from '@jest/globals';
import type { Verdict } from '../../src/workflow/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { eventOf } from './sample.js';

const ended = (term_reason?: string) =>
  occurrenceOf({
    callLog: { call_log_id: '14683239', ...(term_reason === undefined ? {} : { term_reason }) },
  });

describe('the event Term Reason', () => {
  it.each<[string | undefined, object, Verdict, string]>([
    ['CALLER', {}, 'yes', 'TERM_REASON_MATCHES'],
    ['QUEUETIMEOUT', {}, 'yes', 'TERM_REASON_MATCHES'],
    ['a reason of its own', {}, 'yes', 'TERM_REASON_MATCHES'],
    ['CALLER', { values: ['AGENT', 'CALLER'] }, 'yes', 'TERM_REASON_MATCHES'],
    [' caller ', { values: ['Caller'] }, 'yes', 'TERM_REASON_MATCHES'],
    ['AGENT', { values: ['CALLER'] }, 'no', 'OTHER_TERM_REASON'],
    ['NONE', {}, 'no', 'CALL_NOT_ENDED'],
    ['none', {}, 'no', 'CALL_NOT_ENDED'],
    ['NONE', { values: ['NONE'] }, 'no', 'CALL_NOT_ENDED'],
    ['', {}, 'no', 'CALL_NOT_ENDED'],
    ['null', {}, 'no', 'CALL_NOT_ENDED'],
    [undefined, {}, 'unknown', 'FIELD_NOT_DELIVERED'],
    [undefined, { values: ['CALLER'] }, 'unknown', 'FIELD_NOT_DELIVERED'],
  ])('on %j, asked for %j: %s', (reason, asked, verdict, code) => {
    const compiled = eventOf({ type: 'TERM_REASON', ...asked });
    expect(compiled.test(ended(reason))).toBe(verdict);
    expect(compiled.explain(ended(reason))).toMatchObject({ verdict, code });
  });

  it('counts a declared end of a call, and cannot tell its reason when none came', () => {
    const declared = occurrenceOf({}, { declared: { kinds: ['termReason'], leadAction: null } });
    expect(eventOf({ type: 'TERM_REASON' }).test(declared)).toBe('yes');
    expect(eventOf({ type: 'TERM_REASON', values: ['CALLER'] }).explain(declared)).toMatchObject({
      verdict: 'unknown',
      code: 'FIELD_NOT_DELIVERED',
      reason: "term_reason was not delivered: map it in Convoso's Adaptor",
    });
  });

  it('says why NONE does not count', () => {
    expect(eventOf({ type: 'TERM_REASON' }).explain(ended('NONE')).reason).toMatch(
      /still running or never connected/,
    );
  });
});
