import {
  ECHO_MS,
  NO_GUARD_STATES,
  RATE_LIMIT_WINDOW_MS,
  type GuardStates,
  type LoopState,
  type RateLimitState,
  type ExpectedEcho,
} from '@convoso-connect/core';
import type { Transaction } from 'kysely';
import { selectByKeys, upsertAll } from '../many-rows.js';
import type { Schema } from '../schema.js';

/** How long a count of self-caused triggers is kept: a slow loop waits for schedules between its turns. */
const LOOP_MS = 30 * 86_400_000;

/** Nothing that guards remember counts for longer. */
export const LONGEST_GUARD_MS = Math.max(LOOP_MS, ECHO_MS, RATE_LIMIT_WINDOW_MS);

interface StoredGuards {
  readonly rates: readonly (readonly [string, RateLimitState])[];
  readonly loops: readonly (readonly [string, LoopState])[];
  readonly echoes: readonly ExpectedEcho[];
}

export async function loadGuards(
  tx: Transaction<Schema>,
  leadKeys: readonly string[],
): Promise<Map<string, GuardStates>> {
  const rows = await selectByKeys(tx, 'guard_states', 'lead_key', leadKeys);
  return new Map(rows.map((row) => [row.lead_key, read(row.state)]));
}

/** `at` is the time of the delivery that changed them: guards count by that, however late it is processed. */
export async function saveGuards(
  tx: Transaction<Schema>,
  guards: ReadonlyMap<string, { states: GuardStates; at: number }>,
): Promise<void> {
  const rows = [...guards].map(([lead_key, { states, at }]) => {
    return { lead_key, state: write(states, at), expires_at: expiryOf(states, at) };
  });
  await upsertAll(tx, 'guard_states', 'lead_key', rows);
}

/** Leaves out what has run out, so that a lead's row does not grow with every workflow it ever met. */
function write({ rates, loops, echoes }: GuardStates, now: number): string {
  const stored: StoredGuards = {
    rates: [...rates].filter(([, times]) => times.some((time) => time > now - RATE_LIMIT_WINDOW_MS)),
    loops: [...loops].filter(([, { iterations, at }]) => iterations > 0 && at > now - LOOP_MS),
    echoes: echoes.filter(({ until }) => until > now),
  };
  return JSON.stringify(stored);
}

function read(state: string): GuardStates {
  const { rates, loops, echoes } = JSON.parse(state) as StoredGuards;
  return { ...NO_GUARD_STATES, rates: new Map(rates), loops: new Map(loops), echoes };
}

function expiryOf({ loops, echoes }: GuardStates, now: number): number {
  const counting = [...loops.values()].some(({ iterations }) => iterations > 0);
  const longest = counting ? LOOP_MS : echoes.length > 0 ? ECHO_MS : 0;
  return now + Math.max(longest, RATE_LIMIT_WINDOW_MS);
}
