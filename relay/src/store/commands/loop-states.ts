import { LOOP_WINDOW_MS, type LoopState } from '@convoso-connect/core';
import type { Transaction } from 'kysely';
import { upsertAll } from '../many-rows.js';
import type { Schema } from '../schema.js';

/** By workflow id. There is one only of workflows that have caused themselves within the hour, which are few. */
export async function loadLoops(tx: Transaction<Schema>): Promise<ReadonlyMap<string, LoopState>> {
  const rows = await tx.selectFrom('loop_states').select(['workflow_id', 'state']).execute();
  return new Map(rows.map((row) => [row.workflow_id, JSON.parse(row.state) as LoopState]));
}

export async function saveLoops(
  tx: Transaction<Schema>,
  loops: ReadonlyMap<string, LoopState>,
): Promise<void> {
  const rows = [...loops].map(([workflow_id, state]) => {
    return { workflow_id, state: JSON.stringify(state), expires_at: Math.max(0, ...state) + LOOP_WINDOW_MS };
  });
  await upsertAll(tx, 'loop_states', 'workflow_id', rows);
}
