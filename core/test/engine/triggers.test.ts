import { describe, expect, it } from '@jest/globals';
import { NO_SWITCHES, decide, type Decided } from '../../src/engine/index.js';
import { LOOP_LIMIT, expectEcho, type LoopState } from '../../src/guardrails/index.js';
import type { Occurrence } from '../../src/occurrence/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { workflowOf } from '../workflow/sample.js';
import { decideAll, knownOf, rulesOf } from './sample.js';

const AT = Date.parse('2026-01-14T20:00:00Z');
const integration = [{ id: 's', actions: [{ id: 'a', type: 'INTEGRATION', endpointId: 'crm' }] }];

const disposed = (parts: { lead?: Record<string, string>; at?: number; id?: string } = {}): Occurrence =>
  occurrenceOf(
    { lead: parts.lead ?? { id: '5' }, callLog: { call_log_id: '1', status: 'NI' } },
    { receivedAt: parts.at ?? AT, id: parts.id ?? 'd1' },
  );

const outcome = ({ decisions }: Decided) => decisions[0]?.outcome;
const checksOf = ({ decisions }: Decided) => decisions[0]?.checks.map(({ check }) => check);
const last = ({ decisions }: Decided) => decisions[0]?.checks.at(-1);

describe('the order of the checks', () => {
  it('is active, scope, events, loop, rate limit, hours, pending, percentage, plan (domain-facts J.33)', () => {
    const workflow = workflowOf({
      ignoreOutsideHours: { window: '9-9' },
      skipIfPending: true,
      performActionOn: 99.9999,
      actionSets: [{ id: 's', actions: [{ id: 'a', type: 'STATUS', status: 'X' }] }],
    });
    const decided = decide(rulesOf([workflow]), disposed(), knownOf());
    expect(checksOf(decided)).toEqual([
      'active',
      'relation',
      'event',
      'loop',
      'rateLimit',
      'hours',
      'pending',
      'sample',
      'plan',
    ]);
  });

  it('leaves out the guards that a workflow does not have', () => {
    const decided = decide(rulesOf([workflowOf({ actionSets: integration })]), disposed(), knownOf());
    expect(checksOf(decided)).toEqual(['active', 'relation', 'event', 'rateLimit', 'plan']);
  });

  it('has the rate limit count a trigger that a later check holds back', () => {
    const rules = rulesOf([workflowOf({ skipIfPending: true, rateLimit: 1, actionSets: integration })]);
    const decided = decideAll(rules, [disposed(), disposed()], { pendingOf: () => 1 });
    expect(decided.map((each) => last(each)?.code)).toEqual(['ACTIONS_PENDING', 'RATE_LIMITED']);
  });
});

describe('Ignore events outside hours', () => {
  const rules = (hours: object) =>
    rulesOf([workflowOf({ ignoreOutsideHours: hours, actionSets: integration })]);
  const at = (time: string, hours: object = { window: '9-5' }, lead?: Record<string, string>) =>
    decide(rules(hours), disposed({ at: Date.parse(time), ...(lead && { lead }) }), knownOf());

  it.each([
    ['2026-01-14T16:59:59.999Z', 'suppressed'],
    ['2026-01-14T17:00:00Z', 'fired'],
    ['2026-01-15T00:59:59.999Z', 'fired'],
    ['2026-01-15T01:00:00Z', 'suppressed'],
    // Summer: the same hours of the clock are an hour earlier in UTC.
    ['2026-07-14T15:59:59Z', 'suppressed'],
    ['2026-07-14T16:00:00Z', 'fired'],
  ])('drops what happens outside of them: at %s it is %s', (time, expected) => {
    expect(outcome(at(time))).toBe(expected);
  });

  it('says that the event is dropped, and by which clock', () => {
    const decided = at(
      '2026-01-14T16:00:00Z',
      { window: '9-5', timeZone: 'lead' },
      { id: '5', postal_code: '90001' },
    );
    expect(last(decided)).toMatchObject({ check: 'hours', verdict: 'no', code: 'OUTSIDE_HOURS' });
    expect(last(decided)?.reason).toMatch(/by the lead's clock, America\/Los_Angeles.*the event is dropped/);
  });
});

describe('Skip If Pending', () => {
  const rules = rulesOf([workflowOf({ skipIfPending: true, actionSets: integration })]);

  it('skips while an action of the same workflow is pending for the lead', () => {
    const asked: string[] = [];
    const pendingOf = (workflowId: string): number => {
      asked.push(workflowId);
      return 2;
    };
    const decided = decide(rules, disposed(), knownOf({ pendingOf }));
    expect(outcome(decided)).toBe('suppressed');
    expect(last(decided)?.reason).toBe('2 actions of this workflow are still pending for this lead');
    expect(asked).toEqual(['w']);
    expect(outcome(decide(rules, disposed(), knownOf()))).toBe('fired');
  });

  it('does not apply without a lead', () => {
    const decided = decide(rules, disposed({ lead: { id: '0' } }), knownOf({ pendingOf: () => 1 }));
    expect(outcome(decided)).toBe('fired');
  });
});

describe('Perform Action On', () => {
  const fires = (percent: number, lead?: Record<string, string>, id?: string) =>
    outcome(
      decide(
        rulesOf([workflowOf({ performActionOn: percent, actionSets: integration })]),
        disposed({ ...(lead && { lead }), ...(id && { id }) }),
        knownOf(),
      ),
    ) === 'fired';

  it('never fires at 0 and always at 100', () => {
    expect([fires(0), fires(100)]).toEqual([false, true]);
    expect([fires(0, { id: '0' }), fires(100, { id: '0' })]).toEqual([false, true]);
  });

  it('decides the same for every event of a lead', () => {
    const first = fires(50, { id: '77' }, 'a');
    for (const id of ['b', 'c', 'd', 'e']) expect(fires(50, { id: '77' }, id)).toBe(first);
  });

  it('draws each event without a lead by itself', () => {
    const events = Array.from({ length: 400 }, (_, number) => fires(25, { id: '0' }, `d${number}`));
    const fired = events.filter(Boolean).length;
    expect(fired).toBeGreaterThan(60);
    expect(fired).toBeLessThan(140);
  });
});

describe('a workflow that is switched off at run time', () => {
  it('performs nothing, touches no guard, and the trail says by what it is off', () => {
    const switches = { ...NO_SWITCHES, offReason: () => 'switched off by loop protection' };
    const decided = decide(
      rulesOf([workflowOf({ actionSets: integration })], { switches }),
      disposed(),
      knownOf(),
    );
    expect(decided).toMatchObject({ actions: [], selfCausing: [] });
    expect(decided.guards.rates.size).toBe(0);
    expect(decided.decisions[0]).toMatchObject({
      outcome: 'inactive',
      reason: 'switched off by loop protection',
    });
    expect(decided.decisions[0]?.checks[0]).toMatchObject({
      check: 'active',
      verdict: 'no',
      code: 'SWITCHED_OFF',
    });
  });
});

describe('loop protection', () => {
  const workflow = workflowOf({
    events: [
      {
        type: 'LEAD_FIELDS_AND_CALL_DATA',
        conditions: [{ field: 'city', operator: 'is_equal_to', value: 'X' }],
      },
    ],
    actionSets: [
      { id: 's', actions: [{ id: 'a', type: 'FIELD', field: 'city', operation: 'set', value: 'X' }] },
    ],
  });
  const saved = (at: number): Occurrence =>
    occurrenceOf(
      { lead: { id: '5', city: 'X' } },
      { receivedAt: at, declared: { kinds: [], leadAction: null } },
    );

  interface Looping {
    readonly step?: number;
    /** Whether the chain ends where a trigger is suppressed, as in an account, and somebody saves the lead again. */
    readonly inAccount?: boolean;
  }

  /** Saves in a row, each after the workflow has written the field again, `step` apart. */
  function loop(times: number, { step = 20_000, inAccount = false }: Looping = {}): Decided[] {
    let { guards } = knownOf();
    const loops = new Map<string, LoopState>();
    return Array.from({ length: times }, (_, turn) => {
      const at = AT + turn * step;
      const decided = decide(rulesOf([workflow]), saved(at), knownOf({ guards, loops }));
      for (const [id, state] of decided.loops) loops.set(id, state);
      guards = decided.guards;
      const [action] = decided.actions;
      if (action === undefined && inAccount) return decided;
      const depth = (action?.depth ?? turn) + 1;
      const echoes = expectEcho(guards.echoes, { workflowId: 'w', field: 'city', value: 'X', depth }, at);
      guards = { ...guards, echoes };
      return decided;
    });
  }

  const loopCheck = (decided: Decided | undefined) =>
    decided?.decisions[0]?.checks.find(({ check }) => check === 'loop');
  const switchedOff = ({ selfCausing }: Decided): boolean =>
    selfCausing.some(({ heldBackBy }) => heldBackBy === 'loop protection');

  it('switches the workflow off at its hundredth iteration within the hour, which performs nothing', () => {
    const decided = loop(LOOP_LIMIT + 2);
    expect(decided.slice(0, -1).filter(switchedOff)).toEqual([]);
    const selfCausing = [{ workflowId: 'w', fields: ['city'], others: [], heldBackBy: 'loop protection' }];
    expect(decided.at(-1)).toMatchObject({ selfCausing, actions: [] });
    expect(decided.at(-1)?.decisions[0]).toMatchObject({ outcome: 'suppressed' });
    expect(decided.at(-1)?.decisions[0]?.checks.at(-1)?.code).toBe('LOOPING');
  });

  it('counts triggers that the rate limit suppresses', () => {
    const decided = loop(LOOP_LIMIT + 2, { step: 1_000 });
    const codes = decided.map((each) => each.decisions[0]?.checks.at(-1)?.code);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).not.toEqual([]);
    expect(codes.at(-1)).toBe('LOOPING');
  });

  it('tells at once of a chain that the rate limit breaks, and counts on when the next begins', () => {
    const decided = loop(400, { step: 10_000, inAccount: true });
    const broken = decided.findIndex(({ selfCausing }) => selfCausing.length > 0);
    expect(broken).toBe(9);
    expect(decided[broken]?.selfCausing).toEqual([
      { workflowId: 'w', fields: ['city'], others: [], heldBackBy: 'rate limit' },
    ]);
    expect(decided.some(switchedOff)).toBe(true);
  });

  it('leaves alone what the rate limit suppresses of outside saves', () => {
    const outside = Array.from({ length: 12 }, (_, turn) => saved(AT + turn));
    const decided = decideAll(rulesOf([workflow]), outside);
    expect(decided.at(-1)?.decisions[0]?.checks.at(-1)?.code).toBe('RATE_LIMITED');
    expect(decided.flatMap(({ selfCausing }) => selfCausing)).toEqual([]);
  });

  it('shows in the trail what came back and how far it has come', () => {
    const decided = loop(4);
    expect(loopCheck(decided[1])).toMatchObject({ verdict: 'yes', code: 'SELF_CAUSED' });
    expect(loopCheck(decided[1])?.reason).toBe(
      'caused by what this workflow wrote itself (city): one echo of a save is no loop',
    );
    expect(loopCheck(decided[3])?.reason).toMatch(
      /\(city\): 3 saves in a row, iteration 2 of 100 within an hour/,
    );
  });

  it('plans each action with the depth of its trigger', () => {
    expect(loop(4).map(({ actions }) => actions[0]?.depth)).toEqual([0, 1, 2, 3]);
  });

  it('counts nothing when writes come back later than an echo may', () => {
    expect(loop(LOOP_LIMIT + 5, { step: 120_000 }).flatMap(({ selfCausing }) => selfCausing)).toEqual([]);
  });

  it('says that it cannot see a loop where the written field is not delivered', () => {
    const blind = workflowOf({
      actionSets: [
        {
          id: 's',
          actions: [
            { id: 'a', type: 'STATUS', status: 'X' },
            { id: 'b', type: 'FIELD', field: 'notes', operation: 'timestamp' },
          ],
        },
      ],
    });
    const check = decide(rulesOf([blind]), disposed(), knownOf()).decisions[0]?.checks.find(
      (each) => each.check === 'loop',
    );
    expect(check).toMatchObject({ verdict: 'yes', code: 'LOOP_UNSEEN' });
    expect(check?.reason).toMatch(/writes notes, which was not delivered: map it/);
  });
});
