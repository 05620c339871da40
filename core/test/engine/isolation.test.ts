import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { compileAdaptor, mapAdaptor } from '../../src/adaptor/index.js';
import type { Adaptor, Workflow } from '../../src/config/index.js';
import {
  NO_SWITCHES,
  Simulation,
  decide,
  decideOne,
  explainNonMatch,
  tryReview,
  type Decided,
  type Known,
  type Rules,
} from '../../src/engine/index.js';
import type { Occurrence } from '../../src/occurrence/index.js';
import { compileWorkflow } from '../../src/workflow/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { workflowOf } from '../workflow/sample.js';
import { CONTEXT, knownOf, rulesOf } from './sample.js';

const AT = 1_800_000_000_000;

/** Reading this field of the sample occurrences throws. */
const TRAP = 'trap';

const action = { id: 'post', type: 'INTEGRATION', endpointId: 'crm' };
const actionSets = [{ id: 'now', actions: [action] }];
const condition = (field: string, operator: string, value = '') => ({
  type: 'LEAD_FIELDS_AND_CALL_DATA',
  conditions: [{ section: 'custom', field, operator, ...(value === '' ? {} : { value }) }],
});

function disposed(receivedAt = AT, status = 'NI'): Occurrence {
  const custom = Object.defineProperty({ colour: 'red' }, TRAP, {
    get: () => {
      throw new RangeError('the trap was touched');
    },
  });
  return occurrenceOf(
    {
      lead: { id: '5' },
      callLog: { call_log_id: '1', status, campaign_id: '111' },
      custom,
      flat: ['status'],
    },
    { id: `d${receivedAt}`, receivedAt },
  );
}

/** Each way in which one workflow can throw: while it is made ready, found, tested, explained, guarded, planned. */
const FAULTS = {
  compile: (w: Workflow): Workflow => ({ ...w, events: [{ type: 'LEAD_FIELDS_AND_CALL_DATA' }] as never }),
  stopIf: (w: Workflow): Workflow => ({ ...w, stopIf: { type: 'leadFilter' } as never }),
  fact: (w: Workflow): Workflow => workflowLike(w, [condition(TRAP, 'is_equal_to', 'x')]),
  test: (w: Workflow): Workflow => workflowLike(w, [condition(TRAP, 'is_blank')]),
  schedule: (w: Workflow): Workflow => scheduled(w, { days: 100_000_000 }),
  hours: (w: Workflow): Workflow => ({
    ...w,
    ignoreOutsideHours: { window: '9-5', timeZone: 'Nowhere/At_All' },
  }),
  switches: (w: Workflow): Workflow => ({ ...w, id: `${w.id}!switches` }),
  pending: (w: Workflow): Workflow => ({ ...w, id: `${w.id}!pending`, skipIfPending: true }),
};

type Fault = keyof typeof FAULTS;

const workflowLike = (w: Workflow, events: readonly object[]): Workflow => ({
  ...w,
  events: workflowOf({ events }).events,
});

const scheduled = (w: Workflow, schedule: object): Workflow => ({
  ...w,
  actionSets: w.actionSets.map((set) => ({
    ...set,
    schedule: { ...schedule, holdUntilHours: '24hr' as const },
  })),
});

const failsAt = (id: string, what: string): void => {
  if (id.endsWith(`!${what}`)) throw new Error(`${what} of ${id}`);
};

const SWITCHES: Rules['switches'] = {
  offReason: (id) => {
    failsAt(id, 'switches');
    return null;
  },
  loopsResetAt: () => 0,
};

const pendingOf = (id: string): number => {
  failsAt(id, 'pending');
  return 0;
};

/** Decides occurrences one after the other, each on the guards that the ones before it left. */
function decideAll(workflows: readonly Workflow[], occurrences: readonly Occurrence[]): Decided[] {
  const rules = rulesOf(workflows, { switches: SWITCHES });
  let known: Known = knownOf({ pendingOf });
  return occurrences.map((occurrence) => {
    const decided = decide(rules, occurrence, known);
    known = { ...known, guards: decided.guards };
    return decided;
  });
}

/** What the guards remember and still goes by: a workflow that is over its limit lets go of what is older. */
function counted({ guards }: Decided, now: number): unknown {
  const rates = [...guards.rates].map(
    ([key, times]) => [key, times.filter((at) => at > now - 180_000)] as const,
  );
  return { ...guards, rates: new Map(rates.filter(([, times]) => times.length > 0)) };
}

const someEvents = fc.constantFrom(
  [{ type: 'DISPOSITION' }],
  [{ type: 'DISPOSITION', values: ['NI'] }],
  [{ type: 'DISPOSITION', values: ['SALE'] }],
  [condition('colour', 'is_equal_to', 'red')],
  [{ type: 'DISPOSITION' }, condition('colour', 'contains', 'e')],
  [condition('colour', 'is_equal_to', 'blue')],
);
const oneWorkflow = fc.record({
  events: someEvents,
  relation: fc.constantFrom({}, { ids: ['111'] }, { ids: ['222'] }),
  rateLimit: fc.integer({ min: 1, max: 3 }),
  rateLimitScope: fc.constantFrom('workflow', 'lead'),
  actionSets: fc.constant(actionSets),
});
const member = fc.record({
  settings: oneWorkflow,
  fault: fc.option(fc.constantFrom(...(Object.keys(FAULTS) as Fault[])), { nil: null }),
});
const members = fc.array(member, { minLength: 1, maxLength: 12 });
const arrivals = fc.array(
  fc.record({ wait: fc.integer({ min: 0, max: 90_000 }), status: fc.constantFrom('NI', 'NI', 'SALE') }),
  { minLength: 1, maxLength: 6 },
);

describe('a workflow that throws', () => {
  it('fails alone: all others are decided as if it were not there, whatever throws and how many do', () => {
    const failed = new Map<string, number>();
    fc.assert(
      fc.property(members, arrivals, (all, list) => {
        let at = AT;
        const occurrences = list.map(({ wait, status }) => disposed((at += wait), status));
        const named = all.map(({ settings, fault }, index) => {
          const sound = workflowOf({ id: `w${index}`, ...settings });
          return { fault, workflow: fault === null ? sound : FAULTS[fault](sound) };
        });
        const sound = named.filter(({ fault }) => fault === null).map(({ workflow }) => workflow);
        const faulty = new Map(
          named.flatMap(({ fault, workflow }) => (fault === null ? [] : [[workflow.id, fault]])),
        );
        const mixed = decideAll(
          named.map(({ workflow }) => workflow),
          occurrences,
        );
        const alone = decideAll(sound, occurrences);
        for (const [index, decided] of mixed.entries()) {
          const others = decided.decisions.filter(({ workflowId }) => !faulty.has(workflowId));
          const now = occurrences[index]?.receivedAt ?? 0;
          expect({ ...decided, decisions: others, guards: counted(decided, now) }).toEqual({
            ...alone[index],
            guards: alone[index] && counted(alone[index], now),
          });
          for (const decision of decided.decisions) {
            const fault = faulty.get(decision.workflowId);
            if (fault === undefined) continue;
            // One that shares its limit with others may be over it before it comes to its fault.
            if (decision.checks.at(-1)?.code === 'RATE_LIMITED') continue;
            expect(decision.outcome).toBe('failed');
            failed.set(fault, (failed.get(fault) ?? 0) + 1);
          }
        }
      }),
      { numRuns: 100 },
    );
    expect([...failed.keys()].sort()).toEqual(Object.keys(FAULTS).sort());
  });

  it.each<[Fault, RegExp, string[]]>([
    ['compile', /^it could not be decided: /, ['active', 'failure']],
    ['test', /^it could not be decided: the trap was touched$/, ['active', 'relation', 'failure']],
    ['fact', /the trap was touched/, ['active', 'relation', 'failure']],
    [
      'schedule',
      /a schedule of 100000000 days, 0 hours and 0 minutes ends after the year 9998\. Give it a shorter time\.$/,
      ['active', 'relation', 'event', 'rateLimit', 'failure'],
    ],
    ['pending', /pending of w!pending$/, ['active', 'relation', 'event', 'rateLimit', 'failure']],
    ['switches', /switches of w!switches$/, ['failure']],
  ])('is in the trail with the checks it came to and its reason in words: %s', (fault, reason, checks) => {
    const [decided] = decideAll([FAULTS[fault](workflowOf({ actionSets }))], [disposed()]);
    const [decision] = decided?.decisions ?? [];
    expect(decision).toMatchObject({
      outcome: 'failed',
      reason: expect.stringMatching(reason),
      verdict: checks.includes('rateLimit') ? 'yes' : 'unknown',
    });
    expect(decision?.checks.map(({ check }) => check)).toEqual(checks);
    expect(decision?.checks.at(-1)).toEqual({
      check: 'failure',
      verdict: 'unknown',
      code: 'WORKFLOW_FAILED',
      reason: decision?.reason,
    });
    expect(JSON.stringify(decision)).not.toMatch(/ at .*\.[tj]s/);
  });

  it('is never passed over, also where many are filed under a field that cannot be read', () => {
    const workflows = Array.from({ length: 6 }, (_, index) => FAULTS.fact(workflowOf({ id: `w${index}` })));
    const [decided] = decideAll(workflows, [disposed()]);
    expect(decided?.decisions.map(({ outcome }) => outcome)).toEqual(Array(6).fill('failed'));
  });

  it('leaves the guards as they were, though it throws after it was counted', () => {
    const known = knownOf();
    const decided = decide(rulesOf([FAULTS.schedule(workflowOf({ actionSets }))]), disposed(), known);
    expect(decided.guards).toBe(known.guards);
    expect(decided).toMatchObject({ actions: [], selfCausing: [] });
  });

  it('is decided a second time before it counts as failed', () => {
    let asked = 0;
    const rules = rulesOf([workflowOf({ actionSets, skipIfPending: true })]);
    const onceBroken = (): number => {
      if (++asked === 1) throw new Error('not yet');
      return 0;
    };
    const decided = decide(rules, disposed(), knownOf({ pendingOf: onceBroken }));
    expect(decided.decisions).toMatchObject([{ outcome: 'fired' }]);
    expect(decided.decisions[0]?.checks.filter(({ check }) => check === 'rateLimit')).toHaveLength(1);
    expect(decided.guards.rates.get('w')).toHaveLength(1);
    expect(asked).toBe(2);
  });

  it('that is switched off does not fail any more', () => {
    const switches = { ...NO_SWITCHES, offReason: () => 'switched off by an operator' };
    const rules = rulesOf([FAULTS.test(workflowOf({ id: 'a' })), FAULTS.compile(workflowOf({ id: 'b' }))], {
      switches,
    });
    expect(decide(rules, disposed(), knownOf()).decisions).toEqual([]);
    const broken = compileWorkflow({ ...FAULTS.compile(workflowOf()), active: false }, CONTEXT);
    expect(explainNonMatch(broken, disposed())).toMatchObject({ outcome: 'inactive' });
  });

  it('does not keep whoever asks why it did not fire from an answer', () => {
    const broken = compileWorkflow(FAULTS.test(workflowOf()), CONTEXT);
    expect(explainNonMatch(broken, disposed())).toMatchObject({
      outcome: 'failed',
      reason: 'it could not be decided: the trap was touched',
    });
  });
});

describe('one workflow of an occurrence', () => {
  it('can be decided again by itself, as it was decided among the others', () => {
    const rules = rulesOf([workflowOf({ id: 'a', actionSets }), workflowOf({ id: 'b', actionSets })]);
    const together = decide(rules, disposed(), knownOf());
    const alone = decideOne(rules, 'b', disposed(), knownOf());
    expect(alone?.decision).toEqual(together.decisions[1]);
    expect(alone?.actions).toEqual(together.actions.slice(1));
    expect(alone?.guards.rates.get('b')).toEqual([AT]);
    expect(alone?.guards.rates.has('a')).toBe(false);
  });

  it('is told where it does not match, fails again, or is not there any more', () => {
    const events = [{ type: 'DISPOSITION', values: ['SALE'] }];
    const rules = rulesOf([workflowOf({ id: 'a', events }), FAULTS.test(workflowOf({ id: 'b' }))]);
    expect(decideOne(rules, 'a', disposed(), knownOf())?.decision).toMatchObject({ outcome: 'not-matched' });
    expect(decideOne(rules, 'b', disposed(), knownOf())?.decision).toMatchObject({ outcome: 'failed' });
    expect(decideOne(rules, 'c', disposed(), knownOf())).toBeNull();
  });
});

describe('a simulation', () => {
  it('ends the action whose review throws as failed, and performs the others', () => {
    const stop = { type: 'leadFilter', conditions: [{ field: 'city', operator: 'is_blank' }] };
    const brokenStop = (): never => {
      throw new Error('stop of b');
    };
    const sound = workflowOf({ id: 'a', actionSets });
    const broken = workflowOf({ id: 'b', actionSets, stopIf: stop });
    const compiled = [sound, broken].map((workflow) => compileWorkflow(workflow, CONTEXT));
    const workflows = compiled.map((each) =>
      each.workflow.id === 'a' ? each : { ...each, stopIf: brokenStop },
    );
    const simulation = new Simulation({
      rules: rulesOf([sound, broken]),
      workflows,
      liveCallExpiresMs: 60_000,
    });
    simulation.take(disposed());
    simulation.take(disposed(AT + 1));
    const fates = simulation.results().flatMap(({ actions }) => actions.map(({ fate }) => fate));
    expect(fates.map(({ kind }) => kind)).toEqual(['performed', 'failed', 'performed', 'failed']);
    expect(fates[1]).toMatchObject({
      code: 'REVIEW_FAILED',
      reason: 'it could not be reviewed: stop of b',
    });
  });
});

describe('a review among many', () => {
  it('becomes the failure of its own action where it throws', () => {
    const { stopIf } = compileWorkflow(FAULTS.stopIf(workflowOf()), CONTEXT);
    const due = {
      action: workflowOf({ actionSets }).actionSets[0]?.actions[0] as never,
      schedule: undefined,
      stopIf,
      trigger: disposed(),
      active: { verdict: 'yes', code: 'ACTIVE', reason: 'all are active' },
      hours: 'all',
      deadlineAt: null,
      heldBecause: null,
    } as const;
    const facts = { now: AT, lead: null, liveCalls: [], liveCallExpiresMs: 0 };
    expect(tryReview(due, facts, rulesOf([]))).toMatchObject({ verdict: 'fail', code: 'REVIEW_FAILED' });
  });
});

describe('an adaptor that cannot be made ready', () => {
  it('takes no other with it, and says why where it is used', () => {
    const broken = { id: 'a', name: 'a', active: true, fields: [null] } as unknown as Adaptor;
    const compiled = compileAdaptor(broken);
    expect(compiled.fault).not.toBeNull();
    const options = { delimiter: '', numbersAsNumbers: false, timeZone: 'UTC', now: AT, statuses: [] };
    expect(() => mapAdaptor(compiled, disposed().snapshot, options)).toThrow(TypeError);
  });
});
