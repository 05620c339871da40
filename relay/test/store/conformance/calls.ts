import { NO_GUARD_STATES, type LeadKey } from '@convoso-connect/core';
import fc from 'fast-check';
import { actionIdOf } from '../../../src/store/ports/holds.js';
import type { Target } from '../../../src/store/ports/target.js';
import type { Store, Unit } from '../../../src/store/store.js';
import * as any from './arbitraries.js';

/** A call of a port with its arguments; `ask` makes it within a unit of work, or on the store where it opens its own. */
export interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly ask: (
    on: Unit & Pick<Store, 'persons' | 'retention'>,
    args: readonly unknown[],
  ) => Promise<unknown>;
}

type Parts = Unit & Pick<Store, 'persons' | 'retention'>;
type PartName = Exclude<keyof Parts, 'lockLeads' | 'actAs' | 'touch'>;

/** How many of its calls a sequence has, beside one of any other. */
const USUAL = 1;

export interface Entry {
  readonly weight: number;
  readonly call: fc.Arbitrary<Call>;
}

function entry<Part extends PartName, Method extends keyof Parts[Part] & string>(
  part: Part,
  method: Method,
  args: Parts[Part][Method] extends (...given: infer Args) => unknown ? fc.Arbitrary<Args> : never,
  weight = USUAL,
): [string, Entry] {
  const name = `${part}.${method}`;
  const ask: Call['ask'] = (on, given) => {
    const port = on[part] as unknown as Record<string, (...all: readonly unknown[]) => Promise<unknown>>;
    const asked = port[method];
    if (asked === undefined) throw new Error(`there is no ${name}`);
    return asked(...given);
  };
  const given = args as fc.Arbitrary<readonly unknown[]>;
  return [name, { weight, call: given.map((all) => ({ name, args: all, ask })) }];
}

const none = fc.constant([] as []);
const targetsInSpan = fc.tuple(
  fc.uniqueArray(any.target, { selector: JSON.stringify }),
  fc.record({ from: any.time, to: any.time }),
);
const waiting = fc.constant({ from: 'waiting' } as const);
const running = fc.constant({ from: 'running' } as const);
const dead = fc.constant({ from: 'dead' } as const);
const ids = any.some(any.actionId, 4).map((all) => [...new Set(all)]);
const one = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.tuple(arbitrary);
const lead = any.leadKey as fc.Arbitrary<LeadKey>;
const leads = any.some(any.leadKey, 2);
const laneName = any.lane.map(({ lane }) => lane);
const lanes = any.some(laneName, 3);
const choice = fc.record({
  leadKey: any.maybe(lead),
  workflowId: any.maybe(any.workflowId),
  target: any.maybe(any.target),
  type: any.maybe(fc.constantFrom('INTEGRATION' as const, 'EMAIL' as const)),
});
const deadChoice = fc.record({
  workflowId: any.maybe(any.workflowId),
  target: any.maybe(any.target),
  reason: any.maybe(fc.constantFrom('WHY', 'full')),
  from: any.maybe(any.time),
  to: any.maybe(any.time),
});
const distinctBy = <Value>(values: readonly Value[], keyOf: (value: Value) => unknown): Value[] => [
  ...new Map(values.map((value) => [keyOf(value), value])).values(),
];
/** Times are small here: around those at which a hold of a minute ends, and those of a clock that has just gone on. */
const standstill = fc.record({
  from: fc.integer({ min: -60_020, max: 60 }),
  to: fc.integer({ min: -60_000, max: 60 }),
});
const settlement = fc
  .record({
    attempt: any.attempt,
    state: fc.constantFrom('done' as const, 'waiting' as const, 'dead' as const),
    nextAt: any.time,
    reason: any.maybe(any.reason),
    holder: any.maybe(any.relay),
    turn: fc.constantFrom({}, { turn: 'anew' as const }),
  })
  .map(({ attempt, state, nextAt, reason, holder, turn }) => ({
    attempt,
    action: { id: attempt.actionId, state, nextAt, reason, holder, lane: 'lead:1 crm' },
    ...turn,
  }));
const settlements = any.some(settlement, 3).map((all) => distinctBy(all, ({ action }) => action.id));
const leadState = fc
  .record({ status: fc.constantFrom('NI', 'SALE'), updatedAt: any.time })
  .map((given) => ({ ...given, fields: {}, callTime: null }));
const stateChanges = fc.record({
  leads: any.some(fc.tuple(any.leadKey, leadState)).map((all) => new Map(all)),
  calls: fc.constant(new Map()),
  guards: any
    .some(fc.tuple(any.leadKey, any.time))
    .map((all) => new Map(all.map(([key, at]) => [key, { states: NO_GUARD_STATES, at }]))),
  loops: any.some(fc.tuple(any.workflowId, fc.constant([1, 2]))).map((all) => new Map(all)),
});
const liveCall = fc.record({
  key: fc.constantFrom('call:1', 'call:2'),
  leadKey: any.maybe(lead),
  agents: fc.subarray(['ann', 'bob']),
  since: any.time,
});
const eventId = fc.constantFrom('e1', 'e2');
const admissions = any
  .some(
    fc.record({
      eventId,
      rule: fc.constantFrom('r1', 'r2'),
      step: fc.constant('s'),
      leadKey: any.maybe(any.leadKey),
      prior: fc.constant('{}'),
      answer: any.reason,
      expiresAt: any.time,
    }),
    2,
  )
  .map((all) => distinctBy(all, ({ eventId: id, rule }) => `${id} ${rule}`));
const holdId = fc.constantFrom('h1', 'h2', 'h3');
const owner = fc.constantFrom('', 'key');
const hold = fc.record({
  id: holdId,
  owner,
  madeBy: fc.constant('n8n'),
  givenId: any.maybe(fc.constantFrom('a', 'b')),
  digest: fc.constant('d'),
  leadKey: any.maybe(any.leadKey),
  phone: any.maybe(any.phone),
  eventId: any.maybe(eventId),
  occurrence: fc.constant('{}'),
  rules: fc.constant('{}'),
  payload: fc.constant('1'),
  resumesAt: any.maybe(fc.constant('https://n8n.example.test')),
  sealed: any.maybe(fc.constant(Buffer.from('sealed'))),
  madeAt: any.time,
  stopped: any.maybe(fc.constant('{"code":"STOPPED"}')),
});
const holdChoice = {
  owner: any.maybe(owner),
  leadKey: any.maybe(lead),
  givenId: any.maybe(fc.constantFrom('a', 'b')),
};
const standing = fc.record({
  states: fc.constantFrom(['waiting'] as const, ['done', 'dead'] as const),
  tried: any.maybe(fc.boolean()),
  stopped: any.maybe(fc.boolean()),
});
/** The action that hands a hold back, however far it has come. */
const holdAction = fc
  .tuple(any.action, holdId)
  .map(([action, id]) => ({ ...action, id: actionIdOf(id), occurrenceId: id }));
const notice = fc.record({
  key: fc.constantFrom('loop:start', 'dead:crm', 'config'),
  kind: fc.constant('loop'),
  message: any.reason,
  at: fc.integer({ min: 0, max: 8_000_000 }),
  isSent: fc.boolean(),
  isOnlyCounted: fc.boolean(),
  isNews: fc.boolean(),
  resolvedAt: any.maybe(any.time),
  count: fc.integer({ min: 1, max: 3 }),
});
const alarmKey = fc.constantFrom('failing:crm:timed-out', 'failing:crm:cut-off', 'backlog');
const alarm = fc.record({
  key: alarmKey,
  kind: fc.constantFrom('failing' as const, 'backlog' as const),
  about: fc.constantFrom('crm', ''),
  cause: fc.constantFrom('timed-out', ''),
  message: any.reason,
  since: any.time,
  lastAt: any.time,
  count: fc.integer({ min: 1, max: 9 }),
  told: fc.constantFrom('on' as const, 'over' as const, null),
  toldAt: any.maybe(any.time),
  acknowledgedAt: any.maybe(any.time),
  acknowledgedBy: any.maybe(any.who),
  resolvedAt: any.maybe(any.time),
});
const unready = fc.record({ since: any.time, message: any.reason });
const alarmState = fc.constantFrom('open' as const, 'acknowledged' as const, 'resolved' as const);
const idRange = fc.record({ from: fc.constantFrom('', '01J1', '01J2'), to: fc.constantFrom('01J2', '01J9') });
const nameKey = fc.constantFrom('campaign:1', 'list:1', 'list:2');
const part = fc.constantFrom('workflow:start', 'endpoint:crm');
const failure = fc.record({ occurrenceId: any.occurrenceId, workflowId: any.workflowId });
const expiry = fc.record({ before: any.time, latest: fc.constantFrom(20, 100), size: any.limit });
const storedTable = fc.constantFrom(
  'attempts' as const,
  'occurrences' as const,
  'deliveries' as const,
  'quarantine' as const,
  'audit' as const,
);
const limits = fc.record({
  now: any.time,
  before: any.time,
  rows: any.maybe(fc.integer({ min: 1, max: 3 })),
});
const descent = fc.record({ below: any.seq, storedBy: any.time, upTo: fc.integer({ min: -1, max: 3 }) });
/** In one window: which rows go first where there are more than one takes is promised by none. */
const WHOLE = fc.constant(50);
const windowLimits = fc.record({
  now: any.time,
  before: any.time,
  rows: fc.constant(null),
  size: fc.constantFrom(2, 50),
  deadBefore: any.time,
});

/** Every call that there is, with arguments that it may meet. */
export const CALLS: ReadonlyMap<string, Entry> = new Map([
  entry('relays', 'registered', none),
  entry(
    'relays',
    'register',
    one(
      fc.record({
        name: fc.constantFrom('one', 'two'),
        home: fc.constant('here'),
        forMs: fc.constantFrom(0, 3_600_000),
      }),
    ),
  ),
  entry(
    'relays',
    'renew',
    fc.tuple(
      any.relay,
      fc.record({
        forMs: fc.constantFrom(0, 3_600_000),
        unready: any.maybe(unready),
        configRefusedAt: any.maybe(any.time),
      }),
    ),
  ),
  entry('relays', 'end', one(any.some(any.relay))),
  entry('relays', 'endExpired', none),
  entry(
    'intake',
    'add',
    fc.tuple(
      any.some(any.delivery, 3),
      fc.record({ replayedAt: any.maybe(any.time), holder: any.maybe(any.relay) }),
    ),
    4,
  ),
  entry(
    'intake',
    'firstsOf',
    one(
      any.some(
        fc.record({
          marks: any
            .some(fc.record({ key: fc.constantFrom('k1', 'k2', 'k3'), withinMs: fc.constantFrom(5, 20) }))
            .map((all) => distinctBy(all, ({ key }) => key)),
          ids: fc.constantFrom(['01J1'], ['01J2', '01J3']),
          at: any.time,
        }),
      ),
    ),
    3,
  ),
  entry('intake', 'hasFree', none),
  entry('intake', 'takeFree', fc.tuple(any.relay, any.limit)),
  entry('intake', 'heldBy', fc.tuple(any.relay, any.limit)),
  entry(
    'intake',
    'behindEarlier',
    fc.tuple(any.some(any.seq), fc.record({ after: any.time, before: any.time })),
    3,
  ),
  entry('intake', 'markProcessed', one(any.some(any.seq))),
  entry('intake', 'claim', one(any.seq)),
  entry('intake', 'bury', fc.tuple(any.seq, any.reason), 2),
  entry('intake', 'latestArrival', none),
  entry('intake', 'latestByHook', one(fc.integer({ min: 1, max: 6 }))),
  entry('intake', 'unprocessed', one(any.limit)),
  entry('intake', 'find', one(any.deliveryId)),
  entry('intake', 'findOpen', one(any.deliveryId)),
  entry('intake', 'since', fc.tuple(any.time, any.limit)),
  entry('intake', 'repeatsOf', one(any.deliveryId)),
  entry('intake', 'summaries', one(any.numberedPage)),
  entry('intake', 'deadSummaries', one(any.numberedPage)),
  entry('occurrences', 'add', one(any.some(any.occurrence, 2)), 4),
  entry('occurrences', 'replaceDecisions', fc.tuple(any.seq, fc.constant('[1]'))),
  entry('occurrences', 'find', one(any.occurrenceId)),
  entry('occurrences', 'findMany', one(any.some(any.occurrenceId))),
  entry(
    'occurrences',
    'recent',
    one(fc.record({ phone: any.maybe(any.phone), after: any.maybe(any.seq), limit: any.limit })),
  ),
  entry(
    'occurrences',
    'ending',
    fc.tuple(
      fc.tuple(any.phone, fc.integer({ min: 4, max: 10 })).map(([phone, digits]) => phone.slice(-digits)),
      any.limit,
    ),
  ),
  entry(
    'occurrences',
    'ofLead',
    fc.tuple(
      fc.record({ leadKey: lead, from: any.maybe(any.time), to: any.maybe(any.time) }),
      any.numberedPage,
    ),
  ),
  entry(
    'occurrences',
    'recordFailures',
    one(
      any.some(
        fc.tuple(failure, any.time, any.reason).map(([at, time, reason]) => ({ ...at, at: time, reason })),
        2,
      ),
    ),
    2,
  ),
  entry('occurrences', 'endFailure', one(failure)),
  entry('occurrences', 'findFailure', one(failure)),
  entry('occurrences', 'failures', one(fc.record({ after: any.maybe(failure), limit: any.limit }))),
  entry('leads', 'load', fc.tuple(leads, any.some(fc.constant('7')))),
  entry('leads', 'states', one(leads)),
  entry('leads', 'calls', one(any.some(fc.constant('7')))),
  entry('leads', 'save', one(stateChanges), 2),
  entry(
    'leads',
    'expectEchoes',
    fc.tuple(
      fc.record({
        leadKey: any.leadKey,
        workflowId: any.workflowId,
        depth: fc.nat(2),
        otherSaves: any.some(fc.record({ workflowId: any.workflowId, saves: fc.nat(2) }), 1),
        written: any.some(fc.record({ field: fc.constantFrom('status', 'city'), value: any.reason }), 2),
      }),
      any.time,
    ),
  ),
  entry(
    'leads',
    'liveCalls',
    one(
      fc.record({
        callKeys: any.some(fc.constantFrom('call:1', 'call:2'), 1),
        leadKeys: leads,
        agents: fc.subarray(['ann', 'bob']),
      }),
    ),
  ),
  entry(
    'leads',
    'saveLiveCalls',
    one(
      any
        .some(fc.tuple(liveCall, fc.boolean()), 2)
        .map((all) => new Map(all.map(([call, isOver]) => [call.key, isOver ? null : call]))),
    ),
    2,
  ),
  entry('admissions', 'ofEvents', one(any.some(eventId))),
  entry('admissions', 'add', one(admissions), 2),
  entry('subscriptions', 'active', none),
  entry('subscriptions', 'find', one(any.subscriptionId)),
  entry('subscriptions', 'findMany', one(any.some(any.subscriptionId))),
  entry(
    'subscriptions',
    'page',
    one(
      fc.record({
        owner: any.maybe(fc.record({ keyId: any.maybe(fc.constant('k1')) })),
        state: any.maybe(fc.constantFrom('active' as const, 'ended' as const)),
        after: any.maybe(any.subscriptionId),
        limit: any.limit,
      }),
    ),
  ),
  entry('subscriptions', 'add', one(any.subscription), 3),
  entry('subscriptions', 'reseal', fc.tuple(any.subscriptionId, fc.constant(Buffer.of(7)))),
  entry('subscriptions', 'count', fc.tuple(any.subscriptionId, fc.constantFrom(1, 3)), 2),
  entry(
    'subscriptions',
    'end',
    one(
      any.some(
        fc.record({ id: any.subscriptionId, code: fc.constant('GONE'), reason: any.reason, at: any.time }),
      ),
    ),
  ),
  entry('holds', 'add', one(hold), 4),
  entry('holds', 'find', one(holdId)),
  entry('holds', 'findMany', one(any.some(holdId))),
  entry('holds', 'findGiven', fc.tuple(owner, fc.constantFrom('a', 'b'))),
  entry(
    'holds',
    'page',
    fc.tuple(
      fc.record({
        ...holdChoice,
        from: any.maybe(any.time),
        to: any.maybe(any.time),
        standing: any.maybe(any.some(standing, 2).filter((all) => all.length > 0)),
      }),
      fc.record({ after: any.maybe(holdId), limit: any.limit }),
    ),
    2,
  ),
  entry('holds', 'ofEvent', one(eventId)),
  entry('holds', 'waitingOfLeads', one(leads)),
  entry('holds', 'waitingIds', one(fc.record(holdChoice))),
  entry('holds', 'stop', fc.tuple(any.some(holdId), fc.constant('{"code":"STOPPED"}'))),
  entry(
    'actions',
    'add',
    one(any.some(fc.oneof({ weight: 3, arbitrary: any.action }, { weight: 1, arbitrary: holdAction }), 3)),
    8,
  ),
  entry('actions', 'countPlanned', one(any.occurrenceId)),
  entry(
    'actions',
    'cancel',
    fc.tuple(
      any
        .some(fc.record({ id: any.actionId, reason: any.reason, stoppedBy: any.maybe(any.occurrenceId) }))
        .map((all) => distinctBy(all, ({ id }) => id)),
      waiting,
    ),
  ),
  entry('actions', 'bury', fc.tuple(any.actionId, any.reason, waiting)),
  entry('actions', 'freezePayload', fc.tuple(any.actionId, fc.constant('{}'))),
  entry('actions', 'find', one(any.actionId)),
  entry('actions', 'findMany', one(ids)),
  entry('actions', 'ofOccurrence', one(any.occurrenceId)),
  entry('actions', 'ofOccurrences', one(any.some(any.occurrenceId).map((all) => [...new Set(all)]))),
  entry('actions', 'countsByState', one(any.some(any.occurrenceId).map((all) => [...new Set(all)]))),
  entry(
    'actions',
    'executions',
    fc.tuple(
      fc.record({
        from: any.maybe(any.time),
        to: any.maybe(any.time),
        workflowId: any.maybe(any.workflowId),
        leadKey: any.maybe(lead),
        listId: any.maybe(fc.constantFrom('1001', '1002')),
        type: any.maybe(fc.constantFrom('INTEGRATION' as const, 'EMAIL' as const)),
        state: any.maybe(
          fc.constantFrom('waiting' as const, 'running' as const, 'done' as const, 'dead' as const),
        ),
      }),
      any.page,
    ),
    2,
  ),
  entry('actions', 'hasExecutions', one(any.workflowId)),
  entry('claims', 'targetsDue', one(any.time)),
  entry(
    'claims',
    'candidates',
    fc.tuple(
      any.target,
      fc.record({
        now: any.time,
        limit: any.limit,
        leftOut: any.some(any.actionId, 2).map((all) => new Set(all)),
        standstill,
      }),
    ),
    4,
  ),
  entry(
    'claims',
    'park',
    fc.tuple(
      any
        .some(
          fc.record({
            id: any.actionId,
            nextAt: any.time,
            holdUntil: fc.constant(null),
            reason: fc.constant(null),
            standsBehind: any.actionId,
          }),
        )
        .map((all) => distinctBy(all, ({ id }) => id)),
      waiting,
    ),
  ),
  entry('claims', 'wake', fc.tuple(lanes, any.time), 3),
  entry(
    'claims',
    'bringForward',
    fc.tuple(
      any.target,
      fc.record({
        now: any.time,
        after: any.maybe(fc.record({ at: any.time, id: any.actionId })),
        limit: any.limit,
        what: fc.constantFrom('all' as const, 'first' as const),
      }),
    ),
  ),
  entry('claims', 'lanesOf', one(ids)),
  entry('claims', 'busyLanes', one(lanes)),
  entry('claims', 'waiting', one(ids)),
  entry(
    'claims',
    'take',
    fc.tuple(
      any
        .some(
          fc.record({
            id: any.actionId,
            state: fc.constantFrom('running' as const, 'skipped' as const, 'dead' as const),
            payload: any.maybe(fc.constant('{"b":1}')),
            holdUntil: any.maybe(any.time),
            overtook: any.maybe(any.actionId),
            giveUpAt: any.time,
            checks: fc.constant(null),
            reason: any.maybe(any.reason),
            holder: any.maybe(any.relay),
          }),
        )
        .map((all) => distinctBy(all, ({ id }) => id)),
      waiting,
    ),
    3,
  ),
  entry('claims', 'cutOff', one(any.page)),
  entry('claims', 'runningAs', fc.tuple(any.maybe(any.relay), ids)),
  entry('claims', 'runningElsewhere', fc.tuple(any.target, any.relay)),
  entry(
    'claims',
    'putOff',
    fc.tuple(
      any
        .some(
          fc.record({
            id: any.actionId,
            state: fc.constant('waiting' as const),
            dueAt: any.time,
            nextAt: any.time,
            holdUntil: fc.constant(null),
            giveUpAt: any.time,
            checks: fc.constant(null),
            reason: any.maybe(any.reason),
          }),
        )
        .map((all) => distinctBy(all, ({ id }) => id)),
      waiting,
    ),
  ),
  entry('pending', 'countOfLeads', one(leads.map((all) => [...new Set(all)]))),
  entry(
    'pending',
    'ofWorkflows',
    fc.tuple(
      leads.map((all) => [...new Set(all)]),
      any.some(any.workflowId, 2),
    ),
  ),
  entry(
    'pending',
    'waitingOf',
    fc.tuple(
      fc.record({
        target: any.target,
        workflowId: any.workflowId,
        types: fc.subarray(['INTEGRATION', 'FIELD']),
      }),
      any.page,
    ),
  ),
  entry(
    'pending',
    'flush',
    fc.tuple(ids, fc.record({ from: fc.constant('waiting' as const), reason: any.reason, now: any.time })),
  ),
  entry('pending', 'attemptNow', fc.tuple(ids, any.time, waiting), 2),
  entry('pending', 'runNow', fc.tuple(any.actionId, any.time, waiting)),
  entry(
    'pending',
    'page',
    fc.tuple(
      fc.tuple(choice, any.span).map(([meant, span]) => ({ ...meant, ...span })),
      any.page,
    ),
    2,
  ),
  entry('pending', 'waitingIds', one(choice)),
  entry('pending', 'failingTargets', none),
  entry('attempts', 'settle', fc.tuple(settlements, running), 4),
  entry(
    'attempts',
    'endUnlogged',
    fc.tuple(
      settlement.map(({ action: { lane: _lane, ...action } }) => action),
      running,
    ),
  ),
  entry(
    'attempts',
    'report',
    one(
      any.some(
        fc
          .tuple(settlement, fc.constantFrom('{sent}-n8n-1', '{sent}-n8n-2'))
          .map(([{ attempt }, actionId]) => ({ ...attempt, actionId })),
        2,
      ),
    ),
    2,
  ),
  entry('attempts', 'ofOccurrence', one(any.occurrenceId)),
  entry('attempts', 'lastOf', one(ids)),
  entry('attempts', 'hasDelivered', one(any.endpointId)),
  entry('attempts', 'newest', none),
  entry('attempts', 'find', one(any.seq)),
  entry(
    'attempts',
    'endedAfter',
    one(fc.record({ after: any.seq, also: any.some(any.seq), limit: any.limit })),
    2,
  ),
  entry(
    'attempts',
    'page',
    fc.tuple(
      fc.record({
        from: any.maybe(any.time),
        to: any.maybe(any.time),
        phone: fc.constant(null),
        target: any.maybe(any.target),
        workflowId: any.maybe(any.workflowId),
        result: any.maybe(fc.constantFrom('ok', 'OK,', 'TRUE', '{')),
        outcome: any.maybe(fc.constantFrom('delivered' as const, 'failed' as const)),
      }),
      fc.record({
        after: any.maybe(fc.record({ at: any.time, id: any.seq })),
        limit: any.limit,
        newest: fc.integer({ min: 0, max: 20 }),
      }),
    ),
    2,
  ),
  entry(
    'deadLetters',
    'reviveAction',
    fc.tuple(
      any.actionId,
      fc.record({ now: any.time, giveUpAt: any.time }),
      fc.constant({ from: 'dead or doubtful' } as const),
    ),
  ),
  entry(
    'deadLetters',
    'reviveActions',
    fc.tuple(
      ids,
      any.time.map((now) => ({ now, giveUpAt: ({ id }: Target) => now + id.length })),
      dead,
    ),
  ),
  entry(
    'deadLetters',
    'reviveDeliveries',
    fc.tuple(
      any.some(any.deliveryId).map((all) => [...new Set(all)]),
      any.time,
      dead,
    ),
    2,
  ),
  entry('deadLetters', 'actions', one(any.page)),
  entry('deadLetters', 'doubtful', fc.tuple(fc.record({ target: any.maybe(any.target) }), any.page), 2),
  entry('deadLetters', 'ids', one(deadChoice)),
  entry('deadLetters', 'oldestActions', fc.tuple(deadChoice, any.page), 2),
  entry('quarantine', 'add', one(any.some(any.request, 2)), 2),
  entry('quarantine', 'markReplayed', fc.tuple(any.requestId, any.deliveryId)),
  entry('quarantine', 'page', one(fc.record({ after: any.maybe(any.requestId), limit: any.limit }))),
  entry('quarantine', 'find', one(any.requestId)),
  entry(
    'configuration',
    'accept',
    fc.tuple(
      fc.record({
        hash: fc.constantFrom('a', 'b'),
        document: fc.constant('{}'),
        complete: fc.boolean(),
        acceptedAt: any.time,
      }),
      fc.constantFrom('maybe the same' as const, 'another' as const),
      any.maybe(fc.constantFrom(1, 2)),
    ),
    4,
  ),
  entry(
    'configuration',
    'saveOrigin',
    one(
      fc.record({
        revision: fc.integer({ min: 1, max: 3 }),
        by: any.who,
        changes: any.maybe(fc.constant('{"added":1}')),
        insteadOf: any.maybe(fc.constant('digest')),
      }),
    ),
    2,
  ),
  entry('configuration', 'origin', one(fc.integer({ min: 1, max: 3 }))),
  entry(
    'configuration',
    'originsBetween',
    fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 3 })),
  ),
  entry('configuration', 'latest', none),
  entry('configuration', 'find', one(fc.integer({ min: 1, max: 3 }))),
  entry('configuration', 'page', one(any.numberedPage)),
  entry('configuration', 'secrets', none),
  entry(
    'configuration',
    'putSecret',
    one(
      fc.record({
        name: fc.constantFrom('CRM', 'SMTP'),
        sealed: fc.constant(Buffer.of(1)),
        open: any.maybe(fc.constant('sample-1')),
        setAt: any.time,
      }),
    ),
  ),
  entry('configuration', 'deleteSecret', one(fc.constantFrom('CRM', 'SMTP'))),
  entry('halts', 'all', none),
  entry('halts', 'lasting', none),
  entry(
    'halts',
    'save',
    one(
      any
        .some(
          fc.record({
            id: fc.constantFrom('crm paused', 'crm failing', 'all'),
            part: any.maybe(fc.constant('crm')),
            cause: fc.constantFrom('paused' as const, 'failing' as const),
            since: any.time,
            until: any.maybe(any.time),
            endedAt: any.maybe(any.time),
            reason: any.reason,
            holder: any.maybe(any.relay),
          }),
          2,
        )
        .map((all) => distinctBy(all, ({ id }) => id)),
    ),
    2,
  ),
  entry('switches', 'all', none),
  entry(
    'switches',
    'save',
    one(
      any
        .some(
          fc.record({
            part,
            active: any.maybe(fc.boolean()),
            configured: fc.boolean(),
            reason: any.reason,
            at: any.time,
            resetAt: any.time,
          }),
          2,
        )
        .map((all) => distinctBy(all, (each) => each.part)),
    ),
  ),
  entry('notices', 'record', one(notice), 3),
  entry('alarms', 'save', one(any.some(alarm, 3).map((all) => distinctBy(all, ({ key }) => key))), 3),
  entry('alarms', 'acknowledge', fc.tuple(alarmKey, fc.record({ who: any.who, at: any.time })), 2),
  entry('alarms', 'all', none),
  entry(
    'alarms',
    'page',
    one(
      fc.record({
        state: any.maybe(alarmState),
        after: any.maybe(fc.record({ lastAt: any.time, key: alarmKey })),
        limit: any.limit,
      }),
    ),
  ),
  entry('figures', 'waitingFor', one(any.time)),
  entry('figures', 'overdue', one(any.time)),
  entry('figures', 'occurrences', one(idRange)),
  entry('figures', 'planned', one(idRange)),
  entry('figures', 'attempts', targetsInSpan),
  entry('figures', 'undelivered', targetsInSpan),
  entry('figures', 'doubtful', targetsInSpan),
  entry('notices', 'withdrawOver', none),
  entry('notices', 'find', one(fc.constantFrom('loop:start', 'dead:crm', 'config'))),
  entry('notices', 'resolve', fc.tuple(fc.constantFrom('loop:', 'dead:crm', 'config', ''), any.time)),
  entry(
    'notices',
    'recordSending',
    one(
      fc.record({
        key: fc.constantFrom('loop:start', 'config'),
        sentTo: fc.constant('email'),
        sentAt: any.maybe(fc.integer({ min: 0, max: 8_000_000 })),
        failure: any.maybe(any.reason),
        nextAt: any.maybe(fc.integer({ min: 0, max: 8_000_000 })),
      }),
    ),
  ),
  entry(
    'notices',
    'page',
    one(
      fc.record({
        after: any.maybe(
          fc.record({ lastAt: fc.integer({ min: 0, max: 8_000_000 }), key: fc.constant('dead:crm') }),
        ),
        limit: any.limit,
      }),
    ),
  ),
  entry('notices', 'due', one(fc.integer({ min: 0, max: 8_000_000 }))),
  entry('keys', 'all', none),
  entry('keys', 'find', one(any.keyId)),
  entry('keys', 'add', one(any.key), 2),
  entry('keys', 'rotate', fc.tuple(any.key, any.keyDigest), 2),
  entry('keys', 'delete', one(any.keyId)),
  entry('keys', 'markUsed', fc.tuple(any.keyId, any.time)),
  entry('sessions', 'all', none),
  entry('sessions', 'add', one(any.session), 2),
  entry('sessions', 'markUsed', fc.tuple(any.cookieDigest, any.time)),
  entry('sessions', 'delete', one(any.some(any.cookieDigest))),
  entry('sessions', 'find', one(any.cookieDigest)),
  entry('sessions', 'links', none),
  entry('sessions', 'addLink', one(any.link), 2),
  entry('sessions', 'takeLink', one(any.cookieDigest)),
  entry('sessions', 'deleteLinks', one(any.some(any.cookieDigest))),
  entry('sharedKeys', 'find', one(any.sharedKeyName)),
  entry('sharedKeys', 'replace', fc.tuple(any.sharedKey, any.maybe(any.keyDigest)), 2),
  entry('audit', 'record', one(any.change), 3),
  entry('audit', 'complete', fc.tuple(any.seq, fc.record(any.changeEnd))),
  entry('audit', 'drop', one(any.seq)),
  entry(
    'audit',
    'page',
    fc.tuple(
      fc.record({
        from: any.maybe(any.time),
        to: any.maybe(any.time),
        who: any.maybe(any.who),
        what: any.maybe(any.what),
      }),
      fc.record({ after: any.maybe(fc.record({ at: any.time, id: any.seq })), limit: any.limit }),
    ),
  ),
  entry('accountNames', 'of', one(any.some(nameKey))),
  entry(
    'accountNames',
    'save',
    one(
      any
        .some(fc.record({ key: nameKey, name: any.reason, pulledAt: any.time }), 2)
        .map((all) => distinctBy(all, ({ key }) => key)),
    ),
    2,
  ),
  entry(
    'persons',
    'occurrences',
    fc.tuple(
      fc.oneof(
        fc.record({ key: fc.constant('leadKey' as const), value: any.leadKey }),
        fc.record({ key: fc.constantFrom('leadPhone' as const, 'callPhone' as const), value: any.phone }),
      ),
      any.seq,
      any.limit,
    ),
  ),
  entry('persons', 'leadStatesAfter', fc.tuple(fc.constantFrom('', 'lead:1'), any.limit)),
  entry('persons', 'deliveriesWithoutOccurrence', fc.tuple(fc.constantFrom(0, 2), any.seq)),
  entry('persons', 'deliveryRange', none),
  entry('persons', 'quarantinedAfter', fc.tuple(fc.constantFrom('', '01Q2'), any.limit)),
  entry('persons', 'notificationsAfter', fc.tuple(fc.constantFrom('', 'config'), any.limit)),
  entry('persons', 'partsOfOccurrence', one(any.occurrenceId)),
  entry(
    'persons',
    'countByKey',
    fc.tuple(
      fc.constantFrom('guard_states' as const, 'lead_states' as const, 'admissions' as const),
      leads.map((all) => [...new Set(all)]),
    ),
  ),
  entry('persons', 'holds', fc.tuple(leads, any.maybe(any.phone))),
  entry('persons', 'countReported', fc.tuple(leads, any.maybe(any.phone))),
  entry('persons', 'deleteReported', fc.tuple(leads, any.maybe(any.phone))),
  entry('persons', 'liveCalls', fc.tuple(leads, any.some(fc.constant('call:1'), 1))),
  entry(
    'persons',
    'deleteByKey',
    fc.tuple(
      fc.constantFrom('guard_states' as const, 'lead_states' as const, 'admissions' as const),
      leads.map((all) => [...new Set(all)]),
    ),
  ),
  entry('persons', 'deleteIdleDeliveries', one(any.some(any.seq).map((all) => [...new Set(all)]))),
  entry('persons', 'deleteLiveCalls', one(any.some(fc.constantFrom('call:1', 'call:2'), 1))),
  entry(
    'persons',
    'deleteOfOccurrence',
    fc.tuple(
      any.seq.map((seq) => ({ seq, id: `01J${seq}` })),
      WHOLE,
    ),
  ),
  entry('persons', 'eraseDeleted', none),
  entry('retention', 'newestOld', fc.tuple(storedTable, limits)),
  entry('retention', 'purgeAttempts', fc.tuple(descent, windowLimits)),
  entry(
    'retention',
    'purgeOccurrences',
    fc.tuple(
      descent,
      windowLimits.map((given) => ({ ...given, size: 50 })),
    ),
  ),
  entry('retention', 'purgeDeliveries', fc.tuple(descent, windowLimits)),
  entry('retention', 'purgeQuarantine', fc.tuple(descent, windowLimits)),
  entry('retention', 'purgeAudit', fc.tuple(descent, windowLimits)),
  entry('retention', 'purgeGuardStates', fc.tuple(fc.constantFrom('', 'lead:1'), expiry)),
  entry('retention', 'purgeLoopStates', fc.tuple(fc.constantFrom('', 'sale'), expiry)),
  entry('retention', 'purgeCallStates', fc.tuple(fc.constant(''), expiry)),
  entry('retention', 'purgeLeadStates', fc.tuple(fc.constantFrom('', 'lead:1'), expiry)),
  entry('retention', 'purgeHolds', fc.tuple(fc.constantFrom('', 'h1'), expiry)),
  entry('retention', 'purgeHalts', fc.tuple(fc.constantFrom('', 'crm failing'), expiry)),
  entry('retention', 'purgeSubscriptions', fc.tuple(fc.constantFrom('', 'sub_1'), expiry)),
  entry('retention', 'purgeActionsAlone', fc.tuple(fc.constantFrom('', '01JE1-sub_1'), expiry), 2),
  entry('retention', 'purgeNotifications', fc.tuple(fc.constantFrom('', 'config'), expiry)),
  entry('retention', 'purgeAlarms', fc.tuple(fc.constantFrom('', 'backlog'), expiry)),
  entry('retention', 'purgeDeliveryMarks', fc.tuple(fc.constantFrom('', 'k1'), expiry)),
  entry('retention', 'purgeSessions', fc.tuple(fc.constantFrom('', 'digest2'), expiry)),
  entry('retention', 'purgeLinks', fc.tuple(fc.constantFrom('', 'digest2'), expiry)),
  entry('retention', 'purgeAccountNames', fc.tuple(fc.constantFrom('', 'list:1'), expiry)),
  entry(
    'retention',
    'purgeAdmissions',
    fc.tuple(fc.constantFrom(['', '', ''] as const, ['e1', 'r1', 's'] as const), expiry),
  ),
  entry('retention', 'purgeLiveCalls', fc.tuple(fc.constant(['', ''] as const), expiry)),
  entry('retention', 'olderRevisions', one(fc.integer({ min: 0, max: 2 }))),
  entry('retention', 'revisionsOfOccurrences', fc.tuple(any.seq, any.limit)),
  entry('retention', 'revisionsOfPending', fc.tuple(fc.constant(['', 0, 0, ''] as const), any.limit)),
  entry('retention', 'deleteRevisions', one(fc.subarray([1, 2]))),
  entry('retention', 'nextDocument', one(fc.nat(2))),
  entry('retention', 'switchedParts', fc.tuple(fc.constantFrom('', 'endpoint:crm'), any.limit)),
  entry('retention', 'deleteSwitches', one(fc.subarray(['endpoint:crm', 'workflow:start']))),
]);

/** The names of all calls that a store takes. */
export function callsOf(store: Store): string[] {
  return Object.entries(store).flatMap(([name, port]: [string, unknown]) =>
    typeof port === 'object' && port !== null ? Object.keys(port).map((method) => `${name}.${method}`) : [],
  );
}

/** Parts whose calls have much to do with each other. */
const TOGETHER: readonly (readonly PartName[])[] = [
  ['actions', 'claims', 'attempts', 'pending', 'deadLetters'],
  ['actions', 'attempts', 'occurrences', 'intake', 'persons', 'retention', 'figures'],
  ['holds', 'actions', 'attempts', 'claims', 'persons', 'retention'],
  ['intake', 'deadLetters', 'quarantine', 'occurrences'],
  ['relays', 'intake', 'actions', 'claims', 'attempts'],
  ['intake', 'retention'],
  [
    'leads',
    'admissions',
    'subscriptions',
    'notices',
    'alarms',
    'accountNames',
    'switches',
    'halts',
    'configuration',
    'retention',
    'persons',
  ],
  ['keys', 'sessions', 'sharedKeys', 'audit', 'retention'],
];

function callOfAny(parts: readonly PartName[]): fc.Arbitrary<Call> {
  const meant = [...CALLS].filter(([name]) => parts.some((part) => name.startsWith(`${part}.`)));
  return fc.oneof(...meant.map(([, { weight, call }]) => ({ weight, arbitrary: call })));
}

/** Calls one after the other, of parts that have much to do with each other or of any. */
export const anyCalls: fc.Arbitrary<Call[]> = fc.oneof(
  ...[...TOGETHER, [...new Set(TOGETHER.flat())]].map((parts) =>
    fc.array(callOfAny(parts), { minLength: 1, maxLength: 60, size: 'max' }),
  ),
);

/** Which parts of a store open a unit of work of their own. */
export function opensItsOwn({ name }: Call): boolean {
  return name.startsWith('persons.') || name.startsWith('retention.');
}
