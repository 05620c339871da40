import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Workflow } from '../../src/config/index.js';
import { Simulation, type Fate } from '../../src/engine/index.js';
import type { AccountStatus } from '../../src/disposition/index.js';
import type { LeadState, Occurrence } from '../../src/occurrence/index.js';
import { createOccurrence, leadKeyOf, updateLeadState } from '../../src/occurrence/index.js';
import { compileWorkflow } from '../../src/workflow/index.js';
import { snapshotOf } from '../occurrence/sample.js';
import { workflowOf } from '../workflow/sample.js';
import { NaiveModel, type ModelEvent } from './naive-model.js';
import { DATES } from './naive-schedule.js';
import { CONTEXT, rulesOf } from './sample.js';

/** Half a day before clocks are put forward in Los Angeles. */
const START = Date.parse('2026-03-07T20:00:00Z');
const MINUTE = 60_000;
const DAY = 86_400_000;

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

const hours = {
  holdUntilHours: fc.constantFrom('24hr', '24hr', '9-5', '5-9'),
  timeZone: fc.constantFrom(undefined, 'account', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata'),
};
const offsets = { hours: fc.constantFrom(0, 0, 9, 14), minutes: fc.constantFrom(0, 0, 30) };
/** Days are put before the date as well, and hours. */
const dated = {
  hours: fc.constantFrom(0, 0, -1, -24, 9),
  relativeTo: fc.constantFrom('lastCalled', { field: 'start_date' }, { field: 'start_date' }),
};

const settings = fc.record({
  rateLimit: fc.integer({ min: 1, max: 3 }),
  rateLimitScope: fc.constantFrom('workflow', 'lead'),
  skipIfPending: fc.boolean(),
  performActionOn: fc.constantFrom(0, 50, 100, 100, 100),
  ignoreOutsideHours: fc.option(fc.record({ window: fc.constantFrom('9-5', '12-9') }), { nil: undefined }),
  stopIf: fc.constantFrom({ type: 'never' }, { type: 'finalStatus' }, { type: 'reachedStatus' }),
  schedule: fc.oneof(
    { weight: 2, arbitrary: fc.record({ minutes: fc.constantFrom(0, 0, 1, 30, 600, 3_000), ...hours }) },
    { weight: 1, arbitrary: fc.record({ days: fc.integer({ min: 0, max: 3 }), ...offsets, ...hours }) },
    {
      weight: 2,
      arbitrary: fc.record({ days: fc.integer({ min: -2, max: 2 }), ...offsets, ...dated, ...hours }),
    },
  ),
  skipIfLiveCall: fc.boolean(),
});

const workflows = fc.array(settings, { minLength: 1, maxLength: 4 }).map((all) =>
  all.map(({ schedule, skipIfLiveCall, ...rest }, index): Workflow => {
    const action = { id: 'a', type: 'INTEGRATION', endpointId: 'crm', skipIfLiveCall };
    const actionSets = [{ id: 's', schedule, actions: [action] }];
    return workflowOf({ id: `w${index}`, ...rest, actionSets });
  }),
);

/** Mostly seconds and minutes; now and then a day, a week, or a clock that is set back. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 120_000 }) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 12 * 60 * MINUTE }) },
  { weight: 1, arbitrary: fc.constantFrom(DAY, 7 * DAY, 180_000, 179_999) },
  { weight: 1, arbitrary: fc.integer({ min: -10 * MINUTE, max: -1 }) },
);

const someDate = fc.constantFrom(...Object.keys(DATES));

const events: fc.Arbitrary<ModelEvent[]> = fc
  .array(
    fc.record({
      wait: step,
      lead: fc.constantFrom('1', '1', '2', null),
      agent: fc.constantFrom('a@example.test', 'b@example.test'),
      call: fc.constantFrom('11', '12', '13'),
      status: fc.constantFrom('NA', 'NA', 'SALE', 'CALLBK', 'INCALL'),
      dates: fc.record({ start_date: someDate, last_called: someDate }, { requiredKeys: [] }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((steps) => {
    let at = START;
    return steps.map(({ wait, ...event }, index) => ({ ...event, id: `d${index}`, at: (at += wait) }));
  });

/** Occurrences as deliveries would make them, each on the state that the ones before it left. */
function occurrencesOf(list: readonly ModelEvent[]): Occurrence[] {
  const leads = new Map<string, LeadState>();
  return list.map(({ id, at, lead, agent, call, status, dates }) => {
    const snapshot = snapshotOf({
      lead: { ...dates, ...(lead === null ? {} : { id: lead }) },
      callLog: { call_log_id: call, status },
      extra: { agent_email: agent },
      flat: ['status'],
    });
    const key = leadKeyOf(snapshot);
    const known = key === null ? null : (leads.get(key) ?? null);
    if (key !== null) leads.set(key, updateLeadState(known, snapshot, at));
    const input = { id, hookId: 'main', receivedAt: at, snapshot, lead: known, call: null };
    return createOccurrence({ ...input, declared: 'infer' });
  });
}

function simulate(all: readonly Workflow[], list: readonly ModelEvent[]) {
  const simulation = new Simulation({
    rules: rulesOf(all, { statuses: STATUSES }),
    workflows: all.map((workflow) => compileWorkflow(workflow, CONTEXT)),
    liveCallExpiresMs: 7_200_000,
  });
  for (const occurrence of occurrencesOf(list)) simulation.take(occurrence);
  return simulation.results();
}

const fateText = (fate: Fate): string =>
  fate.kind === 'pending'
    ? `open until ${fate.dueAt}`
    : fate.kind === 'performed'
      ? `performed ${fate.at}`
      : fate.kind;

describe('guards and planning', () => {
  it('do what a plain list of everything that ever happened would, however time passes', () => {
    let decided = 0;
    let fired = 0;
    let unplanned = 0;
    const held = new Set<string>();
    fc.assert(
      fc.property(workflows, events, (all, list) => {
        const model = new NaiveModel(all);
        const expected = list.map((event) => model.take(event));
        decided += expected.flat().length;
        const simulated = simulate(all, list);
        const verdicts = simulated.map(({ decisions }) =>
          all.map(({ id }) => {
            const decision = decisions.find(({ workflowId }) => workflowId === id);
            if (decision === undefined) return null;
            return decision.outcome === 'fired' ? 'fired' : (decision.checks.at(-1)?.check ?? null);
          }),
        );
        for (const verdict of expected.flat()) if (verdict !== null) held.add(verdict);
        fired += expected.flat().filter((verdict) => verdict === 'fired').length;
        expect(verdicts).toEqual(expected);
        const fates = simulated.flatMap(({ actions }) =>
          actions.map(({ planned, fate }) => [planned.workflowId, fateText(fate)]),
        );
        const expectedFates = model.actions.map(({ workflow, dueAt, fate }) => {
          const text =
            fate === 'open' ? `open until ${dueAt}` : fate === 'performed' ? `performed ${dueAt}` : fate;
          return [workflow, text];
        });
        expect(fates).toEqual(expectedFates);
        unplanned += model.unplanned;
      }),
      { numRuns: 1_500 },
    );
    expect(decided).toBeGreaterThan(10_000);
    expect(fired).toBeGreaterThan(1_000);
    expect(unplanned).toBeGreaterThan(100);
    expect([...held].sort()).toEqual(['fired', 'hours', 'pending', 'rateLimit', 'sample']);
  });
});
