import type { NewChange } from '../../src/store/ports/audit.js';
import type { StoredSession } from '../../src/store/ports/sessions.js';
import type { StoredKey } from '../../src/store/ports/keys.js';
import { settleAttempts } from '../../src/store/sql/commands/settlements.js';
import type { Db } from '../../src/store/sqlite.js';
import type { Target } from '../../src/store/ports/target.js';
import { keyOfTarget } from '../../src/store/target-key.js';
import type { NewAttempt } from '../../src/store/ports/attempts.js';
import { actionsOf } from '../../src/store/sql/action-rows.js';
import { attemptsOf } from '../../src/store/sql/attempt-rows.js';
import { ACTION_COLUMNS, ATTEMPT_COLUMNS, columnOf, named } from '../../src/store/sql/columns.js';
import type { StoredAttempt } from '../../src/store/ports/attempts.js';
import type { StoredAction } from '../../src/store/ports/actions.js';
import type { StoredSubscription } from '../../src/store/ports/subscriptions.js';
import type { StoredOccurrence } from '../../src/store/ports/occurrences.js';

export function endpoint(id: string): Target {
  return { kind: 'endpoint', id };
}

export function attempt(given: Partial<NewAttempt> = {}): NewAttempt {
  return {
    actionId: '01J0-01',
    number: 1,
    at: 0,
    durationMs: 12,
    workflowId: 'w',
    target: endpoint('crm'),
    phone: '7735550167',
    leadKey: 'lead:1',
    method: 'POST',
    url: 'https://crm.example.test/',
    body: '{}',
    status: 200,
    outcome: 'delivered',
    result: 'true',
    reason: null,
    answer: null,
    diagnosis: null,
    ...given,
  };
}

/** Logs attempts the way the relay does when they end; the actions named need not exist. */
export async function logAttempts(db: Db, attempts: readonly NewAttempt[]): Promise<void> {
  const settlements = attempts.map((each) => ({
    attempt: each,
    action: {
      id: each.actionId,
      lane: 'lane',
      state: 'done' as const,
      nextAt: 0,
      reason: 'as it was',
      holder: null,
    },
  }));
  await db.transaction().execute((tx) => settleAttempts(tx, settlements));
}

export function action(given: Partial<StoredAction> = {}): StoredAction {
  return {
    id: '01J0-01',
    occurrenceId: '01J0',
    revision: 1,
    workflowId: 'w',
    actionSetId: 'now',
    actionId: 'post',
    type: 'INTEGRATION',
    target: endpoint('crm'),
    leadKey: null,
    lane: 'lane',
    depth: 0,
    otherSaves: null,
    deadlineAt: null,
    requestedAt: 0,
    dueAt: 0,
    nextAt: 0,
    giveUpAt: 0,
    state: 'done',
    attempts: 1,
    holdUntil: null,
    runNow: false,
    checks: null,
    payload: null,
    reason: null,
    standsBehind: null,
    stoppedBy: null,
    overtook: null,
    listId: null,
    holder: null,
    ...given,
  };
}

export function subscription(given: Partial<StoredSubscription> = {}): StoredSubscription {
  return {
    id: 'sub_1',
    keyId: null,
    owner: 'admin key',
    url: 'https://n8n.example.test/…',
    topics: '["call.event"]',
    filter: '{}',
    name: null,
    sealed: Buffer.of(1),
    identity: 'one',
    sequence: 0,
    madeAt: 0,
    endedAt: null,
    endedCode: null,
    endedReason: null,
    ...given,
  };
}

export function occurrence(given: Partial<StoredOccurrence> = {}): StoredOccurrence {
  return {
    seq: 1,
    id: '01J0',
    revision: 1,
    receivedAt: 0,
    leadKey: null,
    leadPhone: null,
    callPhone: null,
    occurrence: '{}',
    decisions: '[]',
    looksRepeatedOf: null,
    ...given,
  };
}

/** A value as the row that holds it, to be written past the store; the types of its columns are not checked. */
export function rowOf(value: object): never {
  const cell = (property: string, held: unknown): unknown => {
    if (typeof held === 'boolean') return Number(held);
    return property === 'target' ? keyOfTarget(held as Target) : held;
  };
  return Object.fromEntries(
    Object.entries(value).map(([property, held]) => [columnOf(property), cell(property, held)]),
  ) as never;
}

/** All actions there are, in no certain order. */
export async function allActions(db: Db): Promise<StoredAction[]> {
  return actionsOf(await db.selectFrom('actions').select(named(ACTION_COLUMNS)).execute());
}

/** All attempts there are, in no certain order. */
export async function allAttempts(db: Db): Promise<StoredAttempt[]> {
  return attemptsOf(await db.selectFrom('attempts').select(named(ATTEMPT_COLUMNS)).execute());
}

/** A named key of the API. */
export function key(given: Pick<StoredKey, 'id' | 'name'> & Partial<StoredKey>): StoredKey {
  return {
    ...{ scopes: ['read'], perSecond: 50, digest: 'one', formers: [] },
    ...{ madeAt: 1, rotatedAt: null, expiresAt: null, lastUsedAt: null },
    ...given,
  };
}

export function session(given: Pick<StoredSession, 'digest' | 'id'> & Partial<StoredSession>): StoredSession {
  return { by: 'link', keyId: null, keyMark: 'mark', madeAt: 1, lastUsedAt: 1, ...given };
}

/** A change that was begun and noted nothing yet. */
export function change(given: Partial<NewChange>): NewChange {
  return {
    ...{ at: 1, who: 'n8n', keyId: 'key1', what: 'workflows.switch', part: null },
    ...{ before: null, after: null, outcome: 'begun', failure: null },
    ...given,
  };
}
