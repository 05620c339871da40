import type { CallState, LeadState, RateLimitState } from '@convoso-connect/core';
import { sql, type Transaction } from 'kysely';
import type { Schema } from '../schema.js';

/** Everything known before a batch of deliveries that its decisions can depend on. */
export interface States {
  readonly leads: Map<string, LeadState>;
  readonly calls: Map<string, CallState>;
  /** By lead key, then guard key. */
  readonly guards: Map<string, Map<string, RateLimitState>>;
}

export async function loadStates(
  tx: Transaction<Schema>,
  leadKeys: readonly string[],
  callLogIds: readonly string[],
): Promise<States> {
  const states: States = { leads: new Map(), calls: new Map(), guards: new Map() };
  if (leadKeys.length > 0) {
    const leads = await tx.selectFrom('lead_states').selectAll().where('lead_key', 'in', leadKeys).execute();
    for (const row of leads) states.leads.set(row.lead_key, JSON.parse(row.state) as LeadState);
    const guards = await tx
      .selectFrom('guard_states')
      .selectAll()
      .where('lead_key', 'in', leadKeys)
      .execute();
    for (const row of guards) {
      const ofLead = states.guards.get(row.lead_key) ?? new Map<string, RateLimitState>();
      states.guards.set(row.lead_key, ofLead.set(row.guard_key, JSON.parse(row.state) as RateLimitState));
    }
  }
  if (callLogIds.length > 0) {
    const calls = await tx
      .selectFrom('call_states')
      .selectAll()
      .where('call_log_id', 'in', callLogIds)
      .execute();
    for (const row of calls) states.calls.set(row.call_log_id, JSON.parse(row.state) as CallState);
  }
  return states;
}

export interface StateChanges {
  readonly leads: ReadonlyMap<string, LeadState>;
  readonly calls: ReadonlyMap<string, { state: CallState; updatedAt: number }>;
  readonly guards: readonly { leadKey: string; guardKey: string; state: RateLimitState; expiresAt: number }[];
}

export async function saveStates(tx: Transaction<Schema>, changes: StateChanges): Promise<void> {
  const leads = [...changes.leads].map(([leadKey, state]) => ({
    lead_key: leadKey,
    state: JSON.stringify(state),
  }));
  if (leads.length > 0) {
    await tx
      .insertInto('lead_states')
      .values(leads)
      .onConflict((conflict) => conflict.column('lead_key').doUpdateSet({ state: sql`excluded.state` }))
      .execute();
  }
  const calls = [...changes.calls].map(([callLogId, { state, updatedAt }]) => ({
    call_log_id: callLogId,
    state: JSON.stringify(state),
    updated_at: updatedAt,
  }));
  if (calls.length > 0) {
    await tx
      .insertInto('call_states')
      .values(calls)
      .onConflict((conflict) =>
        conflict
          .column('call_log_id')
          .doUpdateSet({ state: sql`excluded.state`, updated_at: sql`excluded.updated_at` }),
      )
      .execute();
  }
  const guards = changes.guards.map(({ leadKey, guardKey, state, expiresAt }) => ({
    lead_key: leadKey,
    guard_key: guardKey,
    state: JSON.stringify(state),
    expires_at: expiresAt,
  }));
  if (guards.length > 0) {
    await tx
      .insertInto('guard_states')
      .values(guards)
      .onConflict((conflict) =>
        conflict
          .columns(['lead_key', 'guard_key'])
          .doUpdateSet({ state: sql`excluded.state`, expires_at: sql`excluded.expires_at` }),
      )
      .execute();
  }
}
