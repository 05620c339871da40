import { describe, expect, it } from '@jest/globals';
import { reviewAction, type DueFacts, type HoursAsked } from '../../src/engine/index.js';
import { compileStopIf, liveCallsAfter } from '../../src/guardrails/index.js';
import type { LeadState } from '../../src/occurrence/index.js';
import type { Finding } from '../../src/workflow/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { workflowOf } from '../workflow/sample.js';
import { CONTEXT, rulesOf } from './sample.js';

const AT = Date.parse('2026-01-14T20:00:00Z');
const ON: Finding = { verdict: 'yes', code: 'ACTIVE', reason: 'active' };
const trigger = occurrenceOf(
  {
    lead: { id: '5', postal_code: '90001' },
    callLog: { call_log_id: '1', status: 'NA' },
    extra: { agent_email: 'agent@example.test' },
  },
  { receivedAt: AT },
);
const incall = occurrenceOf(
  {
    lead: { id: '6' },
    callLog: { call_log_id: '2', status: 'INCALL' },
    extra: { agent_email: 'agent@example.test' },
  },
  { receivedAt: AT },
);
const leadOf = (status: string, fields: Record<string, string> = { postal_code: '90001' }): LeadState => {
  return { status, fields, callTime: null, updatedAt: AT };
};

interface Asked {
  readonly action?: object;
  readonly schedule?: object;
  readonly stopIf?: object;
  readonly active?: Finding;
  readonly hours?: HoursAsked;
  readonly deadlineAt?: number;
  readonly heldBecause?: string;
  /** Fields of the lead that its trigger told of, besides. */
  readonly told?: Record<string, string>;
  readonly facts?: Partial<DueFacts>;
}

function review({
  action = {},
  schedule,
  stopIf = { type: 'never' },
  active = ON,
  hours = 'all',
  deadlineAt,
  heldBecause,
  told = {},
  facts = {},
}: Asked) {
  const actions = [
    { id: 'a', type: 'INTEGRATION', endpointId: 'crm', ...action, ...(schedule && { schedule }) },
  ];
  const workflow = workflowOf({ stopIf, actionSets: [{ id: 's', actions }] });
  const parsed = workflow.actionSets[0]?.actions[0];
  if (parsed === undefined) throw new Error('no action');
  return reviewAction(
    {
      action: parsed,
      schedule: parsed.schedule,
      stopIf: compileStopIf(workflow.stopIf, CONTEXT),
      trigger: { ...trigger, snapshot: { ...trigger.snapshot, lead: { ...trigger.snapshot.lead, ...told } } },
      active,
      hours,
      deadlineAt: deadlineAt ?? null,
      heldBecause: heldBecause ?? null,
    },
    { now: AT, lead: leadOf('NA'), liveCalls: [], liveCallExpiresMs: 7_200_000, ...facts },
    rulesOf([]),
  );
}

const busy = { liveCalls: liveCallsAfter([], incall) };
const night = { now: Date.parse('2026-01-15T09:00:00Z') };

describe('an action that comes due', () => {
  it('is performed where nothing stands in its way', () => {
    expect(review({})).toEqual({ verdict: 'perform', checks: [{ check: 'active', ...ON }] });
  });

  it('is asked in order: active, stop if, live call, hours; the first no decides', () => {
    const off: Finding = { verdict: 'no', code: 'INACTIVE', reason: 'the workflow is switched off' };
    const everything = {
      action: { type: 'SMS', message: 'x', endpointId: 'crm', skipIfLiveCall: true },
      stopIf: { type: 'finalStatus' },
    };
    const facts = { ...busy, ...night, liveCallExpiresMs: 86_400_000, lead: leadOf('DNCL') };
    expect(review({ ...everything, active: off, facts })).toMatchObject({
      verdict: 'skip',
      code: 'INACTIVE',
    });
    expect(review({ ...everything, facts })).toMatchObject({ verdict: 'cancel', code: 'LEAD_FINAL' });
    expect(review({ ...everything, facts: { ...facts, lead: leadOf('NA') } })).toMatchObject({
      verdict: 'skip',
      code: 'LIVE_CALL',
    });
    expect(review({ ...everything, facts: { ...night, lead: leadOf('NA') } })).toMatchObject({
      verdict: 'hold',
    });
    const checks = review({ ...everything, facts: { lead: leadOf('NA') } }).checks;
    expect(checks.map(({ check, verdict }) => [check, verdict])).toEqual([
      ['active', 'yes'],
      ['stopIf', 'yes'],
      ['liveCall', 'yes'],
    ]);
  });

  it('is suppressed entirely while its agent is on a live call, with Skip If Live Call', () => {
    const skipped = review({ action: { skipIfLiveCall: true }, facts: busy });
    expect(skipped).toMatchObject({ verdict: 'skip', code: 'LIVE_CALL' });
    expect(review({ facts: busy }).verdict).toBe('perform');
  });

  it('no longer believes a call to be live after the time set', () => {
    const facts = { ...busy, now: AT + 7_200_000 };
    expect(review({ action: { skipIfLiveCall: true }, facts }).verdict).toBe('perform');
  });

  it('is held where its hours have not begun, until they do', () => {
    const held = review({ schedule: { holdUntilHours: '9-5' }, facts: night });
    expect(held).toMatchObject({
      verdict: 'hold',
      until: Date.parse('2026-01-15T17:00:00Z'),
      code: 'OUTSIDE_HOURS',
    });
    expect(held.checks.at(-1)).toMatchObject({ check: 'hours', verdict: 'no' });
  });

  it("is run on an operator's word outside its own hours, but not outside legal ones", () => {
    const schedule = { holdUntilHours: '9-5' };
    expect(review({ schedule, hours: 'legal', facts: night }).verdict).toBe('perform');
    const sms = { type: 'SMS', message: 'x', endpointId: 'crm' };
    expect(review({ action: sms, schedule, hours: 'legal', facts: night })).toMatchObject({
      verdict: 'hold',
      until: Date.parse('2026-01-15T16:00:00Z'),
    });
  });

  it('goes by where the lead lives now, not by where it lived when it was planned', () => {
    const sms = { type: 'SMS', message: 'x', endpointId: 'crm' };
    const evening = { now: Date.parse('2026-01-15T03:00:00Z') };
    expect(review({ action: sms, facts: evening }).verdict).toBe('perform');
    const moved = { ...evening, lead: leadOf('NA', { postal_code: '10001' }) };
    expect(review({ action: sms, facts: moved })).toMatchObject({
      verdict: 'hold',
      until: Date.parse('2026-01-15T13:00:00Z'),
    });
  });
});

describe('an action that was to come before a date', () => {
  const schedule = { hours: -1, relativeTo: { field: 'appointment' } };
  const told = { appointment: '2026-01-14 12:00:00' };
  const late = { schedule, told, deadlineAt: AT };

  it('is never performed after it, whatever held it, and says what that was', () => {
    expect(review({ ...late, facts: { now: AT - 1 } }).verdict).toBe('perform');
    const skipped = review({ ...late, heldBecause: 'connection refused' });
    expect(skipped).toMatchObject({
      verdict: 'skip',
      code: 'DATE_PASSED',
      reason:
        'it was to come before appointment, which is "2026-01-14 12:00:00", and that has passed; what kept it: connection refused',
    });
    expect(skipped.checks.at(-1)).toMatchObject({ check: 'deadline', verdict: 'no' });
  });

  it('is not performed after it on the word of an operator either', () => {
    expect(review({ ...late, hours: 'legal' })).toMatchObject({ verdict: 'skip', code: 'DATE_PASSED' });
  });

  it('is not held for hours that begin only after it', () => {
    const held = { ...schedule, holdUntilHours: '9-5' };
    const facts = { now: Date.parse('2026-01-15T01:30:00Z') };
    const inTheNight = { told, deadlineAt: Date.parse('2026-01-15T03:00:00Z'), facts };
    expect(review({ schedule: held, ...inTheNight })).toMatchObject({ verdict: 'skip', code: 'DATE_PASSED' });
    const nextNoon = { ...inTheNight, deadlineAt: Date.parse('2026-01-15T20:00:00Z') };
    expect(review({ schedule: held, ...nextNoon }).verdict).toBe('hold');
  });

  it('names the field alone where its trigger did not tell the date: the lead may have another by now', () => {
    const lead = leadOf('NA', { appointment: '2026-02-01 12:00:00' });
    const { checks } = review({ schedule, deadlineAt: AT, facts: { lead } });
    expect(checks.at(-1)?.reason).toBe('it was to come before appointment, and that has passed');
  });

  it('is stopped by what stops it first: a lead that is done with is no matter of dates', () => {
    const stopped = { ...late, stopIf: { type: 'finalStatus' }, facts: { lead: leadOf('DNCL') } };
    expect(review(stopped)).toMatchObject({ verdict: 'cancel', code: 'LEAD_FINAL' });
  });
});
