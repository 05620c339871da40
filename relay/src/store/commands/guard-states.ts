import {
  ECHO_MS,
  NO_GUARD_STATES,
  RATE_LIMIT_WINDOW_MS,
  expectEcho,
  type GuardStates,
  type RateLimitState,
  type ExpectedEcho,
} from '@convoso-connect/core';
import type { Transaction } from 'kysely';
import { selectByKeys, upsertAll } from '../many-rows.js';
import type { Schema } from '../schema.js';

/** Nothing that guards remember counts for longer. */
export const LONGEST_GUARD_MS = Math.max(ECHO_MS, RATE_LIMIT_WINDOW_MS);

interface StoredGuards {
  readonly rates: readonly (readonly [string, RateLimitState])[];
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

/** A save of a lead by a workflow. */
export interface LeadSave {
  readonly leadKey: string;
  readonly workflowId: string;
  /** How many saves of the workflow, this one included, led to what will come back. */
  readonly depth: number;
  readonly written: readonly { readonly field: string; readonly value: string }[];
}

/**
 * What is written to a lead may come back as a delivery, which is then caused by the workflow (domain-facts J.13): from
 * `at` on, in epoch milliseconds.
 */
export async function expectEchoes(
  tx: Transaction<Schema>,
  { leadKey, workflowId, depth, written }: LeadSave,
  at: number,
): Promise<void> {
  const before = (await loadGuards(tx, [leadKey])).get(leadKey) ?? NO_GUARD_STATES;
  const echoes = written.reduce(
    (expected, each) => expectEcho(expected, { workflowId, depth, ...each }, at),
    before.echoes,
  );
  await saveGuards(tx, new Map([[leadKey, { states: { ...before, echoes }, at }]]));
}
