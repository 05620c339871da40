import type { LeadState } from '@convoso-connect/core';
import type { CallRecord, StateChanges, States } from '../../ports/leads.js';
import { together } from '../../together.js';
import { selectByKeys, upsertAll, type Connection } from '../many-rows.js';
import { loadGuards, saveGuards } from './guard-states.js';
import { loadLoops, saveLoops } from './loop-states.js';

export async function loadStates(
  db: Connection,
  leadKeys: readonly string[],
  callLogIds: readonly string[],
): Promise<States> {
  const [leads, calls, guards, loops] = await together(
    loadLeads(db, leadKeys),
    loadCalls(db, callLogIds),
    loadGuards(db, leadKeys),
    loadLoops(db),
  );
  return { leads, calls, guards, loops };
}

export async function loadLeads(
  db: Connection,
  leadKeys: readonly string[],
): Promise<ReadonlyMap<string, LeadState>> {
  const wanted = { key: 'lead_key', values: leadKeys } as const;
  const rows = await selectByKeys(db, 'lead_states', ['lead_key', 'state'], wanted);
  return new Map(rows.map(({ leadKey, state }) => [leadKey, JSON.parse(state) as LeadState]));
}

export async function loadCalls(
  db: Connection,
  callLogIds: readonly string[],
): Promise<ReadonlyMap<string, CallRecord>> {
  const wanted = { key: 'call_log_id', values: callLogIds } as const;
  const rows = await selectByKeys(db, 'call_states', ['call_log_id', 'state'], wanted);
  return new Map(rows.map(({ callLogId, state }) => [callLogId, JSON.parse(state) as CallRecord]));
}

export async function saveStates(db: Connection, changes: StateChanges): Promise<void> {
  await together(
    saveLeads(db, changes.leads),
    saveCalls(db, changes.calls),
    saveGuards(db, changes.guards),
    saveLoops(db, changes.loops),
  );
}

async function saveLeads(db: Connection, changes: StateChanges['leads']): Promise<void> {
  const leads = [...changes].map(([leadKey, state]) => {
    return { leadKey, state: JSON.stringify(state), updatedAt: state.updatedAt };
  });
  await upsertAll(db, 'lead_states', 'lead_key', leads);
}

async function saveCalls(db: Connection, changes: StateChanges['calls']): Promise<void> {
  const calls = [...changes].map(([callLogId, { state, updatedAt }]) => {
    return { callLogId, state: JSON.stringify(state), updatedAt };
  });
  await upsertAll(db, 'call_states', 'call_log_id', calls);
}
