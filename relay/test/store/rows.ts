import type { Insertable } from 'kysely';
import { settleAttempts, type NewAttempt } from '../../src/store/commands/settlements.js';
import type { ActionTable, OccurrenceTable } from '../../src/store/schema.js';
import type { Db } from '../../src/store/sqlite.js';

export function attempt(given: Partial<NewAttempt> = {}): NewAttempt {
  return {
    action_id: '01J0-01',
    number: 1,
    at: 0,
    duration_ms: 12,
    workflow_id: 'w',
    endpoint_id: 'crm',
    phone: '7735550167',
    lead_key: 'lead:1',
    method: 'POST',
    url: 'https://crm.example.test/',
    body: '{}',
    status: 200,
    outcome: 'delivered',
    result: 'true',
    reason: null,
    ...given,
  };
}

/** Logs attempts the way the relay does when they end; the actions named need not exist. */
export async function logAttempts(db: Db, attempts: readonly NewAttempt[]): Promise<void> {
  const settlements = attempts.map((each) => ({
    attempt: each,
    action: { id: each.action_id, lane: 'lane', state: 'done' as const, next_at: 0, reason: 'as it was' },
  }));
  await db.transaction().execute((tx) => settleAttempts(tx, settlements));
}

export function action(given: Partial<Insertable<ActionTable>> = {}): Insertable<ActionTable> {
  return {
    id: '01J0-01',
    occurrence_id: '01J0',
    revision: 1,
    workflow_id: 'w',
    action_set_id: 'now',
    action_id: 'post',
    type: 'INTEGRATION',
    endpoint_id: 'crm',
    lead_key: null,
    lane: 'lane',
    requested_at: 0,
    due_at: 0,
    next_at: 0,
    give_up_at: 0,
    state: 'done',
    attempts: 1,
    hold_until: null,
    run_now: 0,
    checks: null,
    payload: null,
    reason: null,
    overtook: null,
    list_id: null,
    ...given,
  };
}

export function occurrence(given: Partial<Insertable<OccurrenceTable>> = {}): Insertable<OccurrenceTable> {
  return {
    seq: 1,
    id: '01J0',
    revision: 1,
    received_at: 0,
    lead_key: null,
    lead_phone: null,
    call_phone: null,
    occurrence: '{}',
    decisions: '[]',
    looks_repeated_of: null,
    ...given,
  };
}
