import { describe, expect, it } from '@jest/globals';
import type { OccurrenceInput } from '../../src/occurrence/index.js';
import type { Verdict } from '../../src/workflow/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { eventOf } from './sample.js';

/** A delivery that sets `status`, for a lead whose status was `previous`. */
function change(previous: string | null, status: string | undefined, input: Partial<OccurrenceInput> = {}) {
  const lead = { status: previous, fields: {}, callTime: null, updatedAt: 0 };
  return occurrenceOf({ callLog: status === undefined ? {} : { status } }, { lead, ...input });
}

const DECLARED = { declared: { kinds: ['leadStatus'], leadAction: null } } as const;

describe('the event Lead Status', () => {
  it.each<[string | null, string | undefined, object, Verdict, string]>([
    ['NEW', 'INCALL', {}, 'yes', 'STATUS_CHANGE_MATCHES'],
    ['NEW', 'INCALL', { to: ['INCALL'] }, 'yes', 'STATUS_CHANGE_MATCHES'],
    ['NEW', ' incall', { to: ['InCall '] }, 'yes', 'STATUS_CHANGE_MATCHES'],
    ['NEW', 'NI', { to: ['INCALL'] }, 'no', 'OTHER_STATUS_CHANGE'],
    ['NEW', 'INCALL', { from: ['NEW'] }, 'yes', 'STATUS_CHANGE_MATCHES'],
    ['CBHOLD', 'INCALL', { from: ['NEW'] }, 'no', 'OTHER_STATUS_CHANGE'],
    ['NEW', 'INCALL', { from: ['NEW'], to: ['INCALL'] }, 'yes', 'STATUS_CHANGE_MATCHES'],
    ['NEW', 'NI', { from: ['NEW'], to: ['INCALL'] }, 'no', 'OTHER_STATUS_CHANGE'],
    ['CBHOLD', 'INCALL', { from: ['NEW'], to: ['INCALL'] }, 'no', 'OTHER_STATUS_CHANGE'],
    ['INCALL', 'INCALL', {}, 'no', 'STATUS_UNCHANGED'],
    ['INCALL', ' incall ', { to: ['INCALL'] }, 'no', 'STATUS_UNCHANGED'],
    ['NEW', undefined, {}, 'unknown', 'FIELD_NOT_DELIVERED'],
    ['NEW', '', {}, 'no', 'NOT_A_STATUS_CHANGE'],
    [null, 'INCALL', {}, 'yes', 'STATUS_CHANGE_MATCHES'],
    [null, 'INCALL', { to: ['INCALL'] }, 'yes', 'STATUS_CHANGE_MATCHES'],
    [null, 'INCALL', { from: ['NEW'] }, 'unknown', 'PREVIOUS_STATUS_UNKNOWN'],
    [null, 'INCALL', { from: ['NEW'], to: ['INCALL'] }, 'unknown', 'PREVIOUS_STATUS_UNKNOWN'],
    [null, 'NI', { from: ['NEW'], to: ['INCALL'] }, 'no', 'OTHER_STATUS_CHANGE'],
  ])('from %j to %j, asked for %j: %s', (previous, status, asked, verdict, code) => {
    const compiled = eventOf({ type: 'LEAD_STATUS', ...asked });
    expect(compiled.test(change(previous, status))).toBe(verdict);
    expect(compiled.explain(change(previous, status))).toMatchObject({ verdict, code });
  });

  it('counts a declared change, and cannot tell its target when no status came', () => {
    const declared = change('NEW', undefined, DECLARED);
    expect(eventOf({ type: 'LEAD_STATUS' }).test(declared)).toBe('yes');
    expect(eventOf({ type: 'LEAD_STATUS', from: ['NEW'] }).test(declared)).toBe('yes');
    expect(eventOf({ type: 'LEAD_STATUS', to: ['NI'] }).explain(declared)).toEqual({
      verdict: 'unknown',
      code: 'FIELD_NOT_DELIVERED',
      reason: "status was not delivered: map it in Convoso's Adaptor",
    });
  });

  it('says from what to what the status changed and what was asked', () => {
    const asked = eventOf({ type: 'LEAD_STATUS', from: ['CBHOLD'], to: ['INCALL', 'QUEUE'] });
    expect(asked.explain(change('NEW', 'INCALL')).reason).toBe(
      'status changed from NEW to INCALL; asked: from CBHOLD to INCALL or QUEUE',
    );
    expect(asked.explain(change('NI', 'ni')).reason).toBe(
      "the lead's status was NI already; asked: from CBHOLD to INCALL or QUEUE",
    );
    expect(eventOf({ type: 'LEAD_STATUS' }).explain(change('NI', 'ni')).reason).toMatch(
      /; asked: any change$/,
    );
  });
});
