import {
  ECHO_MS,
  NO_GUARD_STATES,
  RATE_LIMIT_WINDOW_MS,
  expectEcho,
  type GuardStates,
  type RateLimitState,
  type ExpectedEcho,
} from '@convoso-connect/core';
import type { LeadSave, StateChanges } from '../../ports/leads.js';
import { selectByKeys, upsertAll, type Connection } from '../many-rows.js';

interface StoredGuards {
  readonly rates: readonly (readonly [string, RateLimitState])[];
  readonly echoes: readonly ExpectedEcho[];
}

export async function loadGuards(
  db: Connection,
  leadKeys: readonly string[],
): Promise<Map<string, GuardStates>> {
  const columns = ['lead_key', 'state'] as const;
  const rows = await selectByKeys(db, 'guard_states', columns, { key: 'lead_key', values: leadKeys });
  return new Map(rows.map(({ leadKey, state }) => [leadKey, read(state)]));
}

/** `at` is the time of the delivery that changed them: guards count by that, however late it is processed. */
export async function saveGuards(db: Connection, guards: StateChanges['guards']): Promise<void> {
  const rows = [...guards].map(([leadKey, { states, at }]) => {
    return { leadKey, state: write(states, at), expiresAt: expiryOf(states, at) };
  });
  await upsertAll(db, 'guard_states', 'lead_key', rows);
}

/** Leaves out what has run out, so that a lead's row does not grow with every workflow it ever met. */
function write({ rates, echoes }: GuardStates, now: number): string {
  const stored: StoredGuards = {
    rates: [...rates].filter(([, times]) => times.some((time) => time > now - RATE_LIMIT_WINDOW_MS)),
    echoes: echoes.filter(({ until }) => until > now),
  };
  return JSON.stringify(stored);
}

function read(state: string): GuardStates {
  const { rates, echoes } = JSON.parse(state) as StoredGuards;
  return { ...NO_GUARD_STATES, rates: new Map(rates), echoes };
}

function expiryOf({ echoes }: GuardStates, now: number): number {
  return now + Math.max(echoes.length > 0 ? ECHO_MS : 0, RATE_LIMIT_WINDOW_MS);
}

/**
 * What is written to a lead may come back as a delivery, which is then caused by the workflow (domain-facts J.13): from
 * `at` on, in epoch milliseconds.
 */
export async function expectEchoes(
  db: Connection,
  { leadKey, workflowId, depth, otherSaves, written }: LeadSave,
  at: number,
): Promise<void> {
  const before = (await loadGuards(db, [leadKey])).get(leadKey) ?? NO_GUARD_STATES;
  const echoes = written.reduce(
    (expected, each) => expectEcho(expected, { workflowId, depth, otherSaves, ...each }, at),
    before.echoes,
  );
  await saveGuards(db, new Map([[leadKey, { states: { ...before, echoes }, at }]]));
}
