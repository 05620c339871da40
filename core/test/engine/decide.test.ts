import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { decide, type Decided } from '../../src/engine/index.js';
import { NO_GUARD_STATES, type GuardStates } from '../../src/guardrails/index.js';
import type { Occurrence } from '../../src/occurrence/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { anyOccurrence, someWorkflows } from '../workflow/arbitraries.js';
import { workflowOf } from '../workflow/sample.js';
import { decideAll, knownOf, rulesOf } from './sample.js';

const AT = 1_800_000_000_000;

const integration = (id: string, endpointId = 'crm') => ({ id, type: 'INTEGRATION', endpointId });
const actionSets = [{ id: 'now', actions: [integration('post')] }];

/** A disposition of lead 5, or of no lead that could be told. */
const disposed = (receivedAt = AT, lead: Record<string, string> = { id: '5' }): Occurrence =>
  occurrenceOf(
    { lead, callLog: { call_log_id: '14683239', status: 'NI' } },
    { id: `d${receivedAt}`, receivedAt },
  );

const outcomes = ({ decisions }: Decided) =>
  decisions.map(({ workflowId, outcome }) => [workflowId, outcome]);

describe('deciding an occurrence', () => {
  it('checks active, scope, events, rate limit and plan, in this order', () => {
    const workflow = workflowOf({
      name: 'Sale to CRM',
      events: [{ type: 'DISPOSITION' }, { type: 'LEAD_STATUS' }],
      actionSets,
    });
    const { decisions } = decide(rulesOf([workflow]), disposed(), knownOf());
    expect(decisions).toMatchObject([
      {
        workflowId: 'w',
        workflowName: 'Sale to CRM',
        verdict: 'yes',
        outcome: 'fired',
        reason: 'one action planned',
      },
    ]);
    expect(
      decisions[0]?.checks.map(({ check, event, verdict, code }) => [check, event, verdict, code]),
    ).toEqual([
      ['active', undefined, 'yes', 'ACTIVE'],
      ['relation', undefined, 'yes', 'ALL_IN_SCOPE'],
      ['event', 'DISPOSITION', 'yes', 'DISPOSITION_MATCHES'],
      ['event', 'LEAD_STATUS', 'yes', 'STATUS_CHANGE_MATCHES'],
      ['rateLimit', undefined, 'yes', 'WITHIN_RATE_LIMIT'],
      ['plan', undefined, 'yes', 'PLANNED'],
    ]);
  });

  it('plans every action of every set, in order, due at once', () => {
    const sets = [
      { id: 'first', actions: [integration('a'), integration('b', 'sms')] },
      { id: 'second', actions: [integration('c')] },
    ];
    const { actions, decisions } = decide(rulesOf([workflowOf({ actionSets: sets })]), disposed(), knownOf());
    expect(actions.map(({ actionSetId, action, dueAt }) => [actionSetId, action.id, dueAt])).toEqual([
      ['first', 'a', AT],
      ['first', 'b', AT],
      ['second', 'c', AT],
    ]);
    expect(decisions[0]?.reason).toBe('3 actions planned');
  });

  it('plans for all workflows that match, in the order of the configuration', () => {
    const rules = rulesOf([
      workflowOf({ id: 'z', actionSets }),
      workflowOf({ id: 'miss', events: [{ type: 'DISPOSITION', values: ['SALE'] }], actionSets }),
      workflowOf({ id: 'off', active: false, actionSets }),
      workflowOf({ id: 'a', events: [{ type: 'DISPOSITION', values: ['NI'] }], actionSets }),
    ]);
    const decided = decide(rules, disposed(), knownOf());
    expect(outcomes(decided)).toEqual([
      ['z', 'fired'],
      ['a', 'fired'],
    ]);
    expect(decided.actions.map(({ workflowId }) => workflowId)).toEqual(['z', 'a']);
  });

  it('says so where a workflow has nothing to do', () => {
    const { decisions, actions } = decide(rulesOf([workflowOf()]), disposed(), knownOf());
    expect(actions).toEqual([]);
    expect(decisions[0]).toMatchObject({ outcome: 'fired', reason: 'it has no action to perform' });
    expect(decisions[0]?.checks.at(-1)).toMatchObject({ check: 'plan', code: 'NO_ACTIONS' });
  });

  it('decides nothing where nothing matches, and touches no guard', () => {
    const rules = rulesOf([workflowOf({ events: [{ type: 'TERM_REASON' }] })]);
    const decided = decide(rules, disposed(), knownOf());
    expect(decided).toEqual({
      decisions: [],
      guards: NO_GUARD_STATES,
      loops: new Map(),
      actions: [],
      selfCausing: [],
    });
    expect(decided.guards).toBe(NO_GUARD_STATES);
  });
});

describe('the rate limit of a lead', () => {
  const rules = rulesOf([workflowOf({ actionSets })]);
  const ten = Array.from({ length: 10 }, (_, number) => disposed(AT + number * 1_000));

  it('lets nine triggers pass and suppresses the tenth, which plans nothing', () => {
    const decided = decideAll(rules, ten);
    expect(decided.flatMap(outcomes).map(([, outcome]) => outcome)).toEqual([
      ...Array<string>(9).fill('fired'),
      'suppressed',
    ]);
    expect(decided.map(({ actions }) => actions.length)).toEqual([...Array<number>(9).fill(1), 0]);
  });

  it('says why, how many there were and when the next can fire', () => {
    const last = decideAll(rules, ten).at(-1)?.decisions[0];
    expect(last).toMatchObject({ verdict: 'yes', outcome: 'suppressed' });
    expect(last?.reason).toMatch(/this workflow had 9 triggers .* 9 are allowed; the next can fire in 171 s/);
    expect(last?.checks.at(-1)).toEqual({
      check: 'rateLimit',
      verdict: 'no',
      code: 'RATE_LIMITED',
      reason: last?.reason,
    });
    const next = decideAll(rules, [
      ...ten,
      disposed(AT + 9_000 + 171_000 - 1),
      disposed(AT + 9_000 + 171_000),
    ]);
    expect(next.slice(-2).flatMap(outcomes)).toEqual([
      ['w', 'suppressed'],
      ['w', 'fired'],
    ]);
  });

  it('is counted for each workflow by itself', () => {
    const two = rulesOf([workflowOf({ id: 'tight', rateLimit: 1 }), workflowOf({ id: 'wide' })]);
    const [first, second] = decideAll(two, ten.slice(0, 2));
    expect(first && outcomes(first)).toEqual([
      ['tight', 'fired'],
      ['wide', 'fired'],
    ]);
    expect(second && outcomes(second)).toEqual([
      ['tight', 'suppressed'],
      ['wide', 'fired'],
    ]);
    expect([...(first?.guards.rates.keys() ?? [])]).toEqual(['tight', 'wide']);
  });

  it('is counted for all workflows together where the scope is the lead', () => {
    const shared = ['a', 'b'].map((id) => workflowOf({ id, rateLimitScope: 'lead' }));
    const decided = decideAll(rulesOf([...shared, workflowOf({ id: 'own' })]), ten.slice(0, 5));
    expect(
      decided
        .slice(0, 4)
        .flatMap(outcomes)
        .every(([, outcome]) => outcome === 'fired'),
    ).toBe(true);
    expect(decided.slice(4).flatMap(outcomes)).toEqual([
      ['a', 'fired'],
      ['b', 'suppressed'],
      ['own', 'fired'],
    ]);
    expect(decided[4]?.decisions[1]?.reason).toMatch(/all workflows had 9 triggers/);
  });

  it('is not taken up by occurrences that do not match', () => {
    const other = occurrenceOf(
      { lead: { id: '5' }, callLog: { call_log_id: '1', status: 'INCALL' } },
      { receivedAt: AT },
    );
    const decided = decideAll(rules, [...Array<Occurrence>(20).fill(other), disposed()]);
    expect(decided.slice(0, 20).flatMap(outcomes)).toEqual([]);
    expect(decided.slice(20).flatMap(outcomes)).toEqual([['w', 'fired']]);
  });

  it('does not apply without a lead: the workflow still runs, however often, and nothing is counted', () => {
    const keyless = ten.concat(ten).map(({ receivedAt }) => disposed(receivedAt, { id: '0' }));
    for (const { decisions, guards, actions } of decideAll(rules, keyless)) {
      expect(decisions).toMatchObject([{ outcome: 'fired' }]);
      expect(decisions[0]?.checks).toContainEqual(
        expect.objectContaining({
          check: 'rateLimit',
          code: 'NO_LEAD',
          reason: expect.stringMatching(/^not applicable/),
        }),
      );
      expect(guards).toBe(NO_GUARD_STATES);
      expect(actions).toHaveLength(1);
    }
  });
});

describe('a decision', () => {
  const step = fc.integer({ min: 0, max: 60_000 });

  it('is plain data, the same for the same input, and leaves its input as it was', () => {
    let made = 0;
    fc.assert(
      fc.property(someWorkflows(1, 40), anyOccurrence, (workflows, occurrence) => {
        const rates = new Map([['w0', Object.freeze([occurrence.receivedAt - 5])]]);
        const guards: GuardStates = { ...NO_GUARD_STATES, rates };
        const known = knownOf({ guards });
        const before = JSON.stringify([occurrence, [...rates]]);
        const decided = decide(rulesOf(workflows), occurrence, known);
        expect(JSON.parse(JSON.stringify(decided.decisions))).toEqual(decided.decisions);
        expect(decide(rulesOf(workflows), occurrence, known)).toEqual(decided);
        expect(JSON.stringify([occurrence, [...rates]])).toBe(before);
        made += decided.decisions.length;
      }),
    );
    expect(made).toBeGreaterThan(0);
  });

  it('fires exactly as counting all admitted triggers by hand would', () => {
    const limits = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.boolean()), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(limits, fc.array(step, { maxLength: 40 }), (settings, steps) => {
        const workflows = settings.map(([rateLimit, shared], number) =>
          workflowOf({ id: `w${number}`, rateLimit, rateLimitScope: shared ? 'lead' : 'workflow' }),
        );
        let now = AT;
        const times = steps.map((wait) => (now += wait));
        const admitted: { readonly counter: string; readonly at: number }[] = [];
        const expected = times.map((at) =>
          workflows.map(({ id, rateLimit, rateLimitScope }) => {
            const counter = rateLimitScope === 'lead' ? 'lead' : id;
            const counted = admitted.filter((one) => one.counter === counter && one.at > at - 180_000).length;
            if (counted < rateLimit) admitted.push({ counter, at });
            return [id, counted < rateLimit ? 'fired' : 'suppressed'];
          }),
        );
        expect(
          decideAll(
            rulesOf(workflows),
            times.map((at) => disposed(at)),
          ).map(outcomes),
        ).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});
