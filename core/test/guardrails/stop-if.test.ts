import { describe, expect, it } from '@jest/globals';
import type { AccountStatus } from '../../src/disposition/index.js';
import { compileStopIf, type StopQuestion } from '../../src/guardrails/index.js';
import type { LeadState } from '../../src/occurrence/index.js';
import { CONTEXT } from '../engine/sample.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { workflowOf } from '../workflow/sample.js';

const flags = {
  final: false,
  reached: false,
  success: false,
  dnc: false,
  callback: false,
  contact: false,
  voicemail: false,
};
const STATUSES: readonly AccountStatus[] = [
  { ...flags, status: 'SALE', name: 'Sale', final: true, reached: true },
  { ...flags, status: 'CALLBK', name: 'Call back', reached: true },
  { ...flags, status: 'NA', name: 'No answer' },
];

const leadOf = (status: string | null, fields: Record<string, string> = {}): LeadState => {
  return { status, fields, callTime: null, updatedAt: 0 };
};
const trigger = occurrenceOf({ lead: { id: '5' }, callLog: { call_log_id: '1', status: 'NA' } });

function ask(stopIf: object, question: Partial<StopQuestion>) {
  const { stopIf: parsed } = workflowOf({ stopIf });
  return compileStopIf(parsed, CONTEXT)({ lead: leadOf('NA'), trigger, statuses: STATUSES, ...question });
}

describe('Stop Workflow If', () => {
  it.each([
    ['reachedStatus', 'SALE', 'yes', 'LEAD_REACHED'],
    ['reachedStatus', 'callbk', 'yes', 'LEAD_REACHED'],
    ['reachedStatus', 'NA', 'no', 'STATUS_UNCHANGED'],
    ['reachedStatus', null, 'no', 'STATUS_UNKNOWN'],
    ['finalStatus', 'SALE', 'yes', 'LEAD_FINAL'],
    ['finalStatus', 'CALLBK', 'no', 'NOT_STOPPED'],
  ])('%s asks the flags of the status that the lead has now: %s is a %s', (type, status, verdict, code) => {
    expect(ask({ type }, { lead: leadOf(status) })).toMatchObject({ verdict, code });
  });

  it('never stops without a condition', () => {
    expect(ask({ type: 'never' }, { lead: leadOf('SALE') })).toMatchObject({
      verdict: 'no',
      code: 'STOPS_NEVER',
    });
  });

  it('is not met by the status that the trigger itself brought', () => {
    const sold = occurrenceOf({ lead: { id: '5' }, callLog: { call_log_id: '1', status: 'SALE' } });
    const asked = ask({ type: 'finalStatus' }, { trigger: sold, lead: leadOf('sale') });
    expect(asked).toMatchObject({ verdict: 'no', code: 'STATUS_UNCHANGED' });
    expect(asked.reason).toContain('which triggered it');
  });

  it('says that it goes by a guess where the account has no statuses loaded', () => {
    const asked = ask({ type: 'finalStatus' }, { statuses: [], lead: leadOf('DNCL') });
    expect(asked).toMatchObject({ verdict: 'yes' });
    expect(asked.reason).toContain('a guess');
  });

  it('does not know about a code that neither table has, and says what to do', () => {
    const asked = ask({ type: 'finalStatus' }, { statuses: [], lead: leadOf('XYZ1') });
    expect(asked).toMatchObject({ verdict: 'unknown', code: 'STATUS_FLAGS_UNKNOWN' });
    expect(asked.reason).toContain('put it into statuses');
  });

  describe('an advanced lead filter', () => {
    const stopIf = {
      type: 'leadFilter',
      conditions: [{ field: 'city', operator: 'is_equal_to', value: 'Springfield' }],
    };

    it('asks the lead as it is known now, not as the trigger told of it', () => {
      expect(ask(stopIf, { lead: leadOf('NA', { city: 'springfield' }) })).toMatchObject({
        verdict: 'yes',
        code: 'LEAD_FILTER_MATCHES',
      });
      const from = occurrenceOf({ lead: { id: '5', city: 'Springfield' } });
      expect(ask(stopIf, { trigger: from, lead: leadOf('NA', { city: 'Salem' }) })).toMatchObject({
        verdict: 'no',
      });
    });

    it('does not stop on what was never delivered, and says what to map', () => {
      const asked = ask(stopIf, {});
      expect(asked).toMatchObject({ verdict: 'unknown', code: 'FIELD_NOT_DELIVERED' });
      expect(asked.reason).toContain('city was not delivered');
    });

    it('reads the status that the lead has now', () => {
      for (const place of [{}, { section: 'lead' }]) {
        const condition = { ...place, field: 'status', operator: 'is_equal_to', value: 'SALE' };
        const byStatus = { type: 'leadFilter', conditions: [condition] };
        expect(ask(byStatus, { lead: leadOf('SALE') })).toMatchObject({ verdict: 'yes' });
        expect(ask(byStatus, { lead: leadOf('NA') })).toMatchObject({ verdict: 'no' });
      }
    });
  });
});
