import fc from 'fast-check';
import { ACTION_STATES, type StoredAction } from '../../../src/store/ports/actions.js';
import { TEST_WORKFLOW } from '../../../src/store/ports/cause.js';
import { ATTEMPT_OUTCOMES, type NewAttempt } from '../../../src/store/ports/attempts.js';
import type { Target } from '../../../src/store/ports/target.js';
import type { NewDelivery } from '../../../src/store/ports/intake.js';
import type { StoredOccurrence } from '../../../src/store/ports/occurrences.js';
import type { NewChange } from '../../../src/store/ports/audit.js';
import type { StoredKey } from '../../../src/store/ports/keys.js';
import type { StoredLink, StoredSession } from '../../../src/store/ports/sessions.js';
import { SHARED_KEYS, type StoredSharedKey } from '../../../src/store/ports/shared-keys.js';
import type { StoredSubscription } from '../../../src/store/ports/subscriptions.js';
import type { QuarantinedRequest } from '../../../src/store/ports/quarantine.js';

/*
 * Few keys of everything, so that commands meet what others have left, and instants close together, so that they tie.
 */

/** The numbers of relays that may be registered, or have been. */
export const relay = fc.integer({ min: 1, max: 3 });
export const time = fc.integer({ min: 0, max: 30 });
export const occurrenceId = fc.constantFrom('01J1', '01J2', '01J3', '01J4');
/** How the id of an action begins that belongs to no occurrence. */
const ALONE = '01JE';
export const leadKey = fc.constantFrom('lead:1', 'lead:11', 'phone:7735550101');
export const workflowId = fc.constantFrom('start', 'sale');
export const endpointId = fc.constantFrom('crm', 'dialer');
export const target: fc.Arbitrary<Target> = fc.oneof(
  endpointId.map((id) => ({ kind: 'endpoint' as const, id })),
  fc.constant<Target>({ kind: 'convoso', id: 'saves' }),
);
export const type = fc.constantFrom('INTEGRATION' as const, 'EMAIL' as const, 'FIELD' as const);
export const phone = fc.constantFrom('7735550101', '7735550102');
export const reason = fc.constantFrom('why', 'The store was full', 'no answer');
export const limit = fc.constantFrom(1, 2, 3, 50);
export const seq = fc.integer({ min: 1, max: 6 });
export const actionId = fc
  .tuple(occurrenceId, fc.constantFrom('01', '02', '03', 'test-1', 'alone'))
  .map(([id, number]) => (number === 'alone' ? `${ALONE}${id.slice(-1)}-sub_1` : `${id}-${number}`));
export const maybe = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.option(arbitrary, { freq: 2 });
export const some = <Value>(arbitrary: fc.Arbitrary<Value>, maxLength = 3): fc.Arbitrary<Value[]> =>
  fc.array(arbitrary, { maxLength });
export const span = fc.record({ from: maybe(time), to: maybe(time) });
export const place = maybe(fc.record({ at: time, id: actionId }));
export const page = fc.record({ after: place, limit });
export const numberedPage = fc.record({ after: maybe(seq), limit });

/** The name of a lane begins with its lead, where it has one. */
export const lane = fc.tuple(maybe(leadKey), fc.constantFrom('crm', 'calls')).map(([lead, name]) => ({
  leadKey: lead,
  lane: lead === null ? `occurrence:01J1 ${name}` : `${lead} ${name}`,
}));

export const action: fc.Arbitrary<StoredAction> = fc
  .record({
    id: actionId,
    inLane: lane,
    revision: fc.constantFrom(1, 2),
    workflowId,
    type,
    target,
    depth: fc.nat(2),
    otherSaves: maybe(fc.constant('[{"workflowId":"w2","saves":1}]')),
    deadlineAt: maybe(time),
    requestedAt: time,
    dueAt: time,
    nextAt: time,
    giveUpAt: time,
    state: fc.constantFrom(...ACTION_STATES, 'waiting' as const, 'waiting' as const, 'running' as const),
    attempts: fc.nat(2),
    holdUntil: maybe(time),
    runNow: fc.boolean(),
    payload: maybe(fc.constant('{"a":1}')),
    reason: maybe(reason),
    standsBehind: maybe(actionId),
    listId: maybe(fc.constantFrom('1001', '1002')),
    holder: maybe(relay),
  })
  .map(({ inLane, ...given }) => ({
    ...given,
    ...inLane,
    workflowId: /-(?:test-|sub_)/.test(given.id) ? TEST_WORKFLOW : given.workflowId,
    occurrenceId: given.id.startsWith(ALONE) ? '' : given.id.slice(0, '01J1'.length),
    actionSetId: 'now',
    actionId: 'post',
    checks: null,
    stoppedBy: null,
    overtook: null,
  }));

export const attempt: fc.Arbitrary<NewAttempt> = fc.record({
  actionId,
  number: fc.integer({ min: 1, max: 3 }),
  at: time,
  durationMs: fc.constant(12),
  workflowId,
  target,
  phone: maybe(phone),
  leadKey: maybe(leadKey),
  method: fc.constant('POST'),
  url: fc.constant('https://crm.example.test/'),
  body: fc.constant('{}'),
  status: maybe(fc.constantFrom(200, 500)),
  outcome: fc.constantFrom(...ATTEMPT_OUTCOMES),
  result: fc.constantFrom('true', 'null', '"OK, id 7"', '"okay"', '{"id":1}'),
  reason: maybe(reason),
  answer: fc.constant(null),
  diagnosis: fc.constant(null),
});

export const occurrence: fc.Arbitrary<StoredOccurrence> = fc
  .record({
    id: occurrenceId,
    revision: fc.constantFrom(1, 2),
    receivedAt: time,
    leadKey: maybe(leadKey),
    leadPhone: maybe(phone),
    callPhone: maybe(phone),
    looksRepeatedOf: maybe(occurrenceId),
  })
  .map((given) => ({ ...given, seq: Number(given.id.slice(-1)), occurrence: '{}', decisions: '[]' }));

export const subscriptionId = fc.constantFrom('sub_1', 'sub_2', 'sub_3');

export const subscription: fc.Arbitrary<StoredSubscription> = fc
  .record({
    id: subscriptionId,
    keyId: maybe(fc.constant('k1')),
    owner: fc.constant('n8n'),
    url: fc.constant('https://n8n.example.test/'),
    topics: fc.constant('["call.event"]'),
    filter: fc.constant('{}'),
    name: maybe(reason),
    sealed: fc.constant(Buffer.of(1)),
    identity: fc.constantFrom('one', 'other'),
    sequence: fc.nat(2),
    madeAt: time,
    endedAt: maybe(time),
  })
  .map((given) => ({
    ...given,
    endedCode: given.endedAt === null ? null : 'GONE',
    endedReason: given.endedAt === null ? null : 'why',
  }));

export const deliveryId = fc.constantFrom('01J1', '01J2', '01J3', '01J4', '01J5');

export const delivery: fc.Arbitrary<NewDelivery> = fc
  .record({
    id: deliveryId,
    receivedAt: time,
    repeatOf: fc.option(deliveryId, { freq: 1, nil: undefined }),
    leadKey: maybe(leadKey),
  })
  .map(({ repeatOf, ...given }) => ({
    ...given,
    ...(repeatOf === undefined ? {} : { repeatOf }),
    hookId: 'main',
    method: 'POST',
    query: 'a=1',
    headers: '{}',
    body: Buffer.from(given.id),
    remoteAddress: '127.0.0.1',
  }));

export const requestId = fc.constantFrom('01Q1', '01Q2', '01Q3', '01Q4');

export const request: fc.Arbitrary<QuarantinedRequest> = fc
  .record({
    id: requestId,
    at: time,
    truncated: fc.boolean(),
    source: fc.constantFrom('127.0.0.1', '127.0.0.2'),
  })
  .map((given) => ({
    ...given,
    hookId: 'main',
    status: 401,
    code: 'SECRET_WRONG',
    reason: 'wrong',
    method: 'POST',
    query: '',
    headers: '{}',
    body: Buffer.from(given.id),
    remoteAddress: given.source,
    replayedAs: null,
    pool: 'stranger',
  }));

export const keyId = fc.constantFrom('key1', 'key2', 'key3');

export const key: fc.Arbitrary<StoredKey> = fc.record({
  id: keyId,
  name: fc.constantFrom('n8n', 'Zapier'),
  scopes: fc.subarray(['read', 'operate']),
  perSecond: fc.constant(50),
  digest: fc.constantFrom('one', 'other'),
  formers: some(fc.record({ digest: fc.constant('former'), until: time }), 2),
  madeAt: time,
  rotatedAt: maybe(time),
  expiresAt: maybe(time),
  lastUsedAt: maybe(time),
});

export const cookieDigest = fc.constantFrom('digest1', 'digest2', 'digest3');

export const session: fc.Arbitrary<StoredSession> = fc.record({
  digest: cookieDigest,
  id: fc.constantFrom('session1', 'session2'),
  by: fc.constantFrom('link' as const, 'admin' as const, 'key' as const),
  keyId: maybe(keyId),
  keyMark: fc.constantFrom('mark', 'other'),
  madeAt: time,
  lastUsedAt: time,
});

export const link: fc.Arbitrary<StoredLink> = fc.record({ digest: cookieDigest, endsAt: time });

export const sharedKeyName = fc.constantFrom(...SHARED_KEYS);

export const keyDigest = fc.constantFrom('one', 'other');

export const sharedKey: fc.Arbitrary<StoredSharedKey> = fc.record({
  name: sharedKeyName,
  digest: keyDigest,
  since: time,
  formers: some(fc.constantFrom('former', 'one'), 2),
});

export const who = fc.constantFrom('n8n', 'admin key');
export const what = fc.constantFrom('workflows.switch', 'config.accept');

const state = maybe(fc.constantFrom('{"active":true}', '{"revision":2}'));

export const changeEnd = {
  part: maybe(fc.constantFrom('workflow:start', 'configuration')),
  before: state,
  after: state,
  outcome: fc.constantFrom('begun' as const, 'done' as const, 'failed' as const),
  failure: maybe(fc.constant('UNEXPECTED')),
};

export const change: fc.Arbitrary<NewChange> = fc.record({
  ...changeEnd,
  at: time,
  who,
  keyId: maybe(keyId),
  what,
});
