import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Action } from '../../src/config/index.js';
import { decide } from '../../src/engine/index.js';
import { updateLeadState } from '../../src/occurrence/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { workflowOf } from '../workflow/sample.js';
import { DAY, HOUR, INTEGRATION, MINUTE, NOON, dueAfter, plan, type Planning } from './planning.js';
import { knownOf, rulesOf } from './sample.js';

describe('when an action is asked for', () => {
  it('is at once without a schedule', () => {
    expect(dueAfter({})).toBe(0);
  });

  it('is so many days, hours and minutes after the trigger', () => {
    expect(dueAfter({ schedule: { days: 1, hours: 2, minutes: 3 } })).toBe(DAY + 2 * HOUR + 3 * MINUTE);
  });

  it('goes by the schedule of the set, unless the action has one of its own', () => {
    expect(dueAfter({ setSchedule: { hours: 1 } })).toBe(HOUR);
    expect(dueAfter({ setSchedule: { hours: 1 }, schedule: { minutes: 5 } })).toBe(5 * MINUTE);
  });

  it('counts from the call that is told of, where it is relative to the last call', () => {
    const schedule = { relativeTo: 'lastCalled', hours: 3 };
    const callLog = { call_date: '2026-01-14 11:30:00' };
    expect(dueAfter({ schedule, callLog, lead: { last_called: '2026-01-01 09:00:00' } })).toBe(2.5 * HOUR);
    expect(dueAfter({ schedule, lead: { last_called: '2026-01-14 11:00:00' } })).toBe(2 * HOUR);
  });

  it("counts from a date of the lead by the account's clock, or by the offset that it carries", () => {
    const schedule = { relativeTo: { field: 'start_date' }, days: 1 };
    expect(dueAfter({ schedule, lead: { start_date: '2026-01-14' } })).toBe(12 * HOUR);
    expect(dueAfter({ schedule, lead: { start_date: '2026-01-14T20:00:00+0000' } })).toBe(DAY);
    expect(dueAfter({ schedule, lead: { start_date: '01/15/2026 12:00' } })).toBe(2 * DAY);
  });

  it.each([
    ['a moment ago', '2026-01-14 11:59:00', 0],
    ['a day ago, but for a second', '2026-01-13 12:00:01', 0],
  ])('is at once where the time was %s', (_, start_date, due) => {
    expect(dueAfter({ schedule: { relativeTo: { field: 'start_date' } }, lead: { start_date } })).toBe(due);
  });

  it.each([
    [
      'lies a day back',
      { start_date: '2026-01-13 12:00:00' },
      /was due 2026-01-13T20:00:00.000Z, more than a day ago/,
    ],
    ['was not delivered', {}, /start_date was not delivered: map it/],
    ['is empty', { start_date: '' }, /start_date is empty/],
    ['is a zero date', { start_date: '0000-00-00' }, /start_date is empty/],
    [
      'is no date',
      { start_date: 'soon' },
      /start_date is "soon", which names no day: send a date such as 2026-11-20/,
    ],
    [
      'is a time alone',
      { start_date: '14:30' },
      /start_date is "14:30", which names no day: send a date such as 2026-11-20/,
    ],
    [
      'could be either of two days',
      { start_date: '05.04.26' },
      /cannot be read as a date for certain: leave the Date Format of Convoso's Adaptor/,
    ],
  ])('is never where the date %s, and the trail says so', (_, lead, reason) => {
    const outcome = plan({ schedule: { relativeTo: { field: 'start_date' } }, lead });
    expect(outcome.planned).toEqual([]);
    expect(outcome.code).toBe('ACTIONS_SKIPPED');
    expect(outcome.reason).toMatch(reason);
  });

  it('counts from a date that came with the call, such as call_date', () => {
    const schedule = { hours: 2, relativeTo: { field: 'call_date' } };
    expect(dueAfter({ schedule, callLog: { call_date: '2026-01-14 11:30:00' } })).toBe(1.5 * HOUR);
  });

  it('is never where the date leads out of the calendar, and no other action is lost with it', () => {
    const schedule = { relativeTo: { field: 'start_date' }, days: 36_500 };
    const outcome = plan({ schedule, lead: { start_date: '9950-01-01' } });
    expect(outcome).toMatchObject({ planned: [], code: 'ACTIONS_SKIPPED' });
    expect(outcome.reason).toMatch(/start_date is "9950-01-01", so it would be due after the year 9998/);
    expect(dueAfter({ schedule: { days: 1 }, lead: { start_date: '9950-01-01' } })).toBe(DAY);
  });
});

describe('whatever numbers an earlier version accepted', () => {
  const anyNumber = fc.oneof(fc.constantFrom(0, 1, -1, 36_500, -36_500, 100_000_000), fc.maxSafeInteger());
  const dates = fc.constantFrom(
    '0100-01-01',
    '1961-02-29',
    '1961-02-28',
    '9998-12-31 23:59:59',
    '9999-12-31',
  );
  const schedules = fc.record({
    days: anyNumber,
    hours: anyNumber,
    minutes: anyNumber,
    relativeTo: fc.option(fc.constant({ field: 'start_date' }), { nil: undefined }),
    holdUntilHours: fc.constantFrom('24hr' as const, '9-5' as const),
  });
  const actions = fc.oneof(
    fc.constant({ type: 'INTEGRATION', endpointId: 'crm' }),
    fc.record({
      type: fc.constant('CALLBACK'),
      afterSeconds: fc.maxSafeNat(),
      recipient: fc.constant('system'),
    }),
  );

  it('what is planned comes due within the calendar, and what cannot be says so in words', () => {
    const ends = new Set<string>();
    fc.assert(
      fc.property(schedules, actions, dates, (schedule, action, start_date) => {
        const occurrence = occurrenceOf(
          { lead: { id: '5', start_date }, callLog: { call_log_id: '1', status: 'NI' } },
          { receivedAt: NOON },
        );
        const lead = updateLeadState(null, occurrence.snapshot, NOON);
        const all = [{ id: 'a', active: true, skipIfLiveCall: false, schedule, ...action } as Action];
        const workflow = { ...workflowOf(), actionSets: [{ id: 's', actions: all }] };
        const { decisions, actions: planned } = decide(rulesOf([workflow]), occurrence, knownOf({ lead }));
        expect(planned.every(({ dueAt }) => dueAt >= NOON && dueAt < Date.UTC(10_000, 0))).toBe(true);
        const [decision] = decisions;
        expect(decision?.reason).not.toMatch(/Invalid|NaN|Infinity/);
        expect(decision?.reason).toMatch(decision?.outcome === 'failed' ? /after the year 9998/ : /./);
        ends.add(`${decision?.outcome} ${decision?.checks.at(-1)?.code}`);
      }),
      { numRuns: 500 },
    );
    expect([...ends].sort()).toEqual(['failed WORKFLOW_FAILED', 'fired ACTIONS_SKIPPED', 'fired PLANNED']);
  });
});

describe('Hold until hours', () => {
  const until = (planning: Planning) => new Date(plan(planning).planned[0]?.dueAt ?? NaN).toISOString();

  it('leaves an action alone within its hours', () => {
    expect(dueAfter({ schedule: { holdUntilHours: '9-9' } })).toBe(0);
  });

  it("holds what comes due outside of them until they begin, by the account's clock", () => {
    const at = Date.parse('2026-01-15T05:00:00Z');
    const { planned, reason } = plan({ schedule: { holdUntilHours: '9-9' }, at });
    expect(planned[0]).toMatchObject({ requestedAt: at, dueAt: Date.parse('2026-01-15T17:00:00Z') });
    expect(planned[0]?.heldBecause).toMatch(/^held: outside 9-9 in America\/Los_Angeles/);
    expect(reason).toMatch(/^one action planned; .*"a" is due 2026-01-15T17:00:00.000Z, held: outside/);
  });

  it('judges the time at which the schedule asks for it, not that of the trigger', () => {
    expect(until({ schedule: { hours: 10, holdUntilHours: '9-5' } })).toBe('2026-01-15T17:00:00.000Z');
    expect(dueAfter({ schedule: { hours: 4, holdUntilHours: '9-5' } })).toBe(4 * HOUR);
  });

  it("goes by a named zone or by the lead's, where asked to", () => {
    const at = Date.parse('2026-01-14T14:30:00Z');
    expect(until({ at, schedule: { holdUntilHours: '9-5', timeZone: 'America/New_York' } })).toBe(
      '2026-01-14T14:30:00.000Z',
    );
    const schedule = { holdUntilHours: '9-5', timeZone: 'lead' };
    expect(until({ at, schedule, lead: { postal_code: '60601' } })).toBe('2026-01-14T15:00:00.000Z');
  });

  it("goes by the account's clock, and says so, where the lead's zone is not known", () => {
    const at = Date.parse('2026-01-14T16:00:00Z');
    const { planned } = plan({ at, schedule: { holdUntilHours: '9-5', timeZone: 'lead' } });
    expect(planned[0]?.dueAt).toBe(Date.parse('2026-01-14T17:00:00Z'));
    expect(planned[0]?.heldBecause).toMatch(/by the account's clock, because the lead's is not certain/);
  });
});

describe('an action that contacts the lead', () => {
  const sms = { type: 'SMS', message: 'hello', endpointId: 'sms' };
  const dueOf = (planning: Planning) => new Date(plan(planning).planned[0]?.dueAt ?? NaN).toISOString();

  it("is held to the federal hours on the lead's clock, without any setting", () => {
    const at = Date.parse('2026-01-15T02:30:00Z');
    expect(dueOf({ at, action: sms, lead: { postal_code: '10001' } })).toBe('2026-01-15T13:00:00.000Z');
    expect(dueOf({ at, action: sms, lead: { postal_code: '90001' } })).toBe('2026-01-15T02:30:00.000Z');
  });

  it('is held to the rules of its state', () => {
    const at = Date.parse('2026-01-15T01:30:00Z');
    expect(dueOf({ at, action: sms, lead: { state: 'CT' } })).toBe('2026-01-15T14:00:00.000Z');
  });

  it('waits for hours that are legal on every clock where nothing tells the zone', () => {
    expect(dueOf({ at: Date.parse('2026-01-14T14:00:00Z'), action: sms })).toBe('2026-01-14T18:00:00.000Z');
  });

  it('must suit its own hours and the legal ones at once', () => {
    const at = Date.parse('2026-01-14T12:00:00Z');
    const schedule = { holdUntilHours: '12-5', timeZone: 'account' };
    expect(dueOf({ at, action: sms, schedule, lead: { postal_code: '10001' } })).toBe(
      '2026-01-14T20:00:00.000Z',
    );
  });

  it('is skipped with the reason where no time suits both', () => {
    const schedule = { holdUntilHours: '5-9', timeZone: 'Pacific/Auckland' };
    const { planned, code, reason } = plan({ action: sms, schedule, lead: { postal_code: '10001' } });
    expect({ planned, code }).toEqual({ planned: [], code: 'ACTIONS_SKIPPED' });
    expect(reason).toMatch(/There is no time within a year that suits/);
  });

  it('that schedules a callback is judged at the time of the call', () => {
    const callback = { type: 'CALLBACK', afterSeconds: 3 * 3_600 };
    const at = Date.parse('2026-01-14T23:30:00Z');
    expect(dueOf({ at, action: callback, lead: { postal_code: '10001' } })).toBe('2026-01-15T10:00:00.000Z');
  });

  it('that puts into the hopper must lie within legal hours until it expires', () => {
    const hopper = { type: 'HOPPER', expiresInMinutes: 120 };
    const at = Date.parse('2026-01-15T00:30:00Z');
    expect(dueOf({ at, action: hopper, lead: { postal_code: '10001' } })).toBe('2026-01-15T13:00:00.000Z');
    expect(dueOf({ at, action: { type: 'HOPPER' }, lead: { postal_code: '10001' } })).toBe(
      '2026-01-15T00:30:00.000Z',
    );
  });

  it('is not what an integration, an e-mail or a change of the lead is', () => {
    const at = Date.parse('2026-01-15T09:00:00Z');
    for (const action of [
      INTEGRATION,
      { type: 'STATUS', status: 'X' },
      { type: 'MOVE', listId: '1' },
      { type: 'DNC', numbers: 'all' },
    ]) {
      expect(dueAfter({ at, action })).toBe(0);
    }
  });
});

describe('the order of a plan', () => {
  it('puts what adds to the Do Not Call list before everything else', () => {
    const sets = [
      {
        id: 's',
        actions: [
          { id: 'status', type: 'STATUS', status: 'X' },
          { id: 'dnc', type: 'DNC', numbers: 'all' },
        ],
      },
    ];
    const { actions } = decide(
      rulesOf([workflowOf({ actionSets: sets })]),
      occurrenceOf({ lead: { id: '5' }, callLog: { call_log_id: '1', status: 'NI' } }),
      knownOf(),
    );
    expect(actions.map(({ action }) => action.id)).toEqual(['dnc', 'status']);
  });
});
