import type { Diagnosis, LeadKey, Occurrence } from '@convoso-connect/core';
import { ulid } from 'ulid';
import type { LiveConfig } from '../config/live-config.js';
import { marked } from '../inspect/test-mark.js';
import { nothingKnown } from '../leads/last-known.js';
import type { TestLead } from '../leads/stand-in-lead.js';
import { unknownPart } from '../leads/preview.js';
import { storedAnswer, storedDiagnosis, storedValue } from '../store/stored-json.js';
import type { KeptAnswer } from './kept-answer.js';
import { runAttempt } from './attempt.js';
import type { AttemptParts } from './attempt-parts.js';
import { payloadOf, prepare, type Task } from './prepare.js';
import type { StoredAction } from '../store/ports/actions.js';
import { OF_A_TEST } from '../store/ports/cause.js';
import type { Store } from '../store/store.js';
import type { Holder } from '../work/holder.js';

/** What a test came to; the log row of the same id shows it for later. */
export interface TestOutcome {
  /** The Idempotency-Key of the request. */
  readonly actionId: string;
  /** The occurrence whose data was sent; where none was, the stand-in for one. */
  readonly occurrenceId: string;
  /** Whose data was sent. What is of no call that was delivered is not logged. */
  readonly from: TestLead['from'];
  /** Why it is no call that was delivered, as a clause; null where it is. */
  readonly because: string | null;
  readonly method: string;
  /** As sent, credentials masked. */
  readonly url: string;
  readonly body: string | null;
  readonly status: number | null;
  /** As Convoso's own log would show it: `null` where the systems failed to communicate. */
  readonly result: unknown;
  readonly delivered: boolean;
  readonly reason: string | null;
  readonly durationMs: number;
  /** What the destination answered, masked, as far as it is kept. */
  readonly answer: KeptAnswer | null;
  readonly diagnosis: Diagnosis | null;
}

export interface TestParts extends AttemptParts {
  readonly store: Store;
  readonly relay: Pick<Holder, 'number'>;
  readonly live: LiveConfig;
  /** Whose data a test is made with. Rejects for a lead that nobody knows. */
  readonly leadForTest: (lead: LeadKey | null) => Promise<TestLead>;
}

/**
 * Fires a live request at an endpoint with a lead's last known data (seed 004, "Testing a Connection"), through the
 * very path of real deliveries and logged like them. Once: a test is not repeated, and an endpoint that is switched
 * off can be tested before it goes live.
 */
export async function testEndpoint(
  { store, relay, live, leadForTest, ...parts }: TestParts,
  { endpointId, lead }: { endpointId: string; lead: LeadKey | null },
): Promise<TestOutcome> {
  if (!live.endpoints.has(endpointId)) {
    throw unknownPart('endpoint', endpointId, [...live.endpoints.values()]);
  }
  const { occurrence, from, because } = await leadForTest(lead);
  const now = parts.clock.now();
  const planned = testAction(occurrence, endpointId, { live, now, holder: relay.number });
  const prepared = prepare(planned, occurrence, {
    action: { ...TEST_ACTION, endpointId },
    pinned: live.revision,
    live,
    lead: null,
    now,
  });
  const payload = payloadOf(prepared);
  // What belongs to no call that is stored is sent, and not logged.
  const isLogged = from === 'delivered';
  if (isLogged) await logPlanned(store, { ...planned, payload }, lead);
  const once = { ...prepared, task: neverRepeated(prepared.task) };
  const { attempt, action } = await runAttempt(once, isLogged ? parts : await markedParts(store, parts));
  if (isLogged) {
    const settlement = { attempt, action: { ...action, state: 'done' as const } };
    await store.durably((unit) => unit.attempts.settle([settlement], { from: 'running' }));
  }
  return {
    actionId: planned.id,
    occurrenceId: occurrence.id,
    from,
    because,
    method: attempt.method,
    url: attempt.url,
    body: attempt.body ?? null,
    status: attempt.status ?? null,
    result: storedValue(attempt.result),
    delivered: attempt.outcome === 'delivered',
    reason: attempt.reason ?? null,
    durationMs: attempt.durationMs,
    answer: storedAnswer(attempt.answer ?? null),
    diagnosis: storedDiagnosis(attempt.diagnosis ?? null),
  };
}

/** The inspector of another relay on the store does not find the action of a test that is not logged. */
async function markedParts<Parts extends AttemptParts>(store: Store, parts: Parts): Promise<Parts> {
  const common = await store.sharedKeys.find('api');
  if (common === undefined) return parts;
  const secret = common.digest;
  return { ...parts, marked: (request, id) => marked(request, id, { secret, now: parts.clock.now() }) };
}

function logPlanned(store: Store, planned: StoredAction, lead: LeadKey | null): Promise<void> {
  return store.durably(async (unit) => {
    // What is purged or forgotten meanwhile must not come back as an action that belongs to nothing.
    if ((await unit.occurrences.find(planned.occurrenceId)) === undefined) throw nothingKnown(lead);
    await unit.actions.add([planned]);
  });
}

const TEST_ACTION = { id: 'test', type: 'INTEGRATION', active: true, skipIfLiveCall: false } as const;

function neverRepeated(task: Task): Task {
  return task.kind === 'endpoint' ? { ...task, repeating: 'test' } : task;
}

function testAction(
  occurrence: Occurrence,
  endpointId: string,
  { live, now, holder }: { live: LiveConfig; now: number; holder: number },
): StoredAction {
  return {
    id: `${occurrence.id}-test-${ulid(now)}`,
    occurrenceId: occurrence.id,
    revision: live.revision.number,
    ...OF_A_TEST,
    type: 'INTEGRATION',
    target: { kind: 'endpoint', id: endpointId },
    leadKey: null,
    lane: `test ${endpointId}`,
    depth: 0,
    otherSaves: null,
    deadlineAt: null,
    requestedAt: now,
    dueAt: now,
    nextAt: now,
    giveUpAt: now,
    state: 'running',
    attempts: 0,
    holdUntil: null,
    runNow: false,
    payload: null,
    checks: null,
    reason: null,
    standsBehind: null,
    stoppedBy: null,
    overtook: null,
    listId: null,
    holder,
  };
}
