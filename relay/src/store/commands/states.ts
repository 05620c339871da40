import type { CallState, GuardStates, LeadState, LoopState } from '@convoso-connect/core';
import type { Transaction } from 'kysely';
import { selectByKeys, upsertAll } from '../many-rows.js';
import type { Schema } from '../schema.js';
import { loadGuards, saveGuards } from './guard-states.js';
import { loadLoops, saveLoops } from './loop-states.js';

/** Everything known before a batch of deliveries: about the leads and calls it names, and of workflows that loop. */
export interface States {
  readonly leads: ReadonlyMap<string, LeadState>;
  readonly calls: ReadonlyMap<string, CallState>;
  /** By lead key. */
  readonly guards: ReadonlyMap<string, GuardStates>;
  /** By workflow id. */
  readonly loops: ReadonlyMap<string, LoopState>;
}

export async function loadStates(
  tx: Transaction<Schema>,
  leadKeys: readonly string[],
  callLogIds: readonly string[],
): Promise<States> {
  return {
    leads: await loadLeads(tx, leadKeys),
    calls: await loadCalls(tx, callLogIds),
    guards: await loadGuards(tx, leadKeys),
    loops: await loadLoops(tx),
  };
}

export async function loadLeads(
  tx: Transaction<Schema>,
  leadKeys: readonly string[],
): Promise<ReadonlyMap<string, LeadState>> {
  const rows = await selectByKeys(tx, 'lead_states', 'lead_key', leadKeys);
  return new Map(rows.map((row) => [row.lead_key, JSON.parse(row.state) as LeadState]));
}

async function loadCalls(
  tx: Transaction<Schema>,
  callLogIds: readonly string[],
): Promise<ReadonlyMap<string, CallState>> {
  const rows = await selectByKeys(tx, 'call_states', 'call_log_id', callLogIds);
  return new Map(rows.map((row) => [row.call_log_id, JSON.parse(row.state) as CallState]));
}

export interface StateChanges {
  readonly leads: ReadonlyMap<string, LeadState>;
  readonly calls: ReadonlyMap<string, { state: CallState; updatedAt: number }>;
  readonly guards: ReadonlyMap<string, { states: GuardStates; at: number }>;
  readonly loops: ReadonlyMap<string, LoopState>;
}

export async function saveStates(tx: Transaction<Schema>, changes: StateChanges): Promise<void> {
  await saveLeads(tx, changes.leads);
  await saveCalls(tx, changes.calls);
  await saveGuards(tx, changes.guards);
  await saveLoops(tx, changes.loops);
}

async function saveLeads(tx: Transaction<Schema>, changes: StateChanges['leads']): Promise<void> {
  const leads = [...changes].map(([lead_key, state]) => {
    return { lead_key, state: JSON.stringify(state), updated_at: state.updatedAt };
  });
  await upsertAll(tx, 'lead_states', 'lead_key', leads);
}

async function saveCalls(tx: Transaction<Schema>, changes: StateChanges['calls']): Promise<void> {
  const calls = [...changes].map(([call_log_id, { state, updatedAt }]) => {
    return { call_log_id, state: JSON.stringify(state), updated_at: updatedAt };
  });
  await upsertAll(tx, 'call_states', 'call_log_id', calls);
}
