import { LOOP_WINDOW_MS, type LoopState } from '@convoso-connect/core';
import { upsertAll, type Connection } from '../many-rows.js';

/** By workflow id. There is one only of workflows that have caused themselves within the hour, which are few. */
export async function loadLoops(db: Connection): Promise<ReadonlyMap<string, LoopState>> {
  const rows = await db.selectFrom('loop_states').select(['workflow_id', 'state']).execute();
  return new Map(rows.map((row) => [row.workflow_id, JSON.parse(row.state) as LoopState]));
}

export async function saveLoops(db: Connection, loops: ReadonlyMap<string, LoopState>): Promise<void> {
  const rows = [...loops].map(([workflowId, state]) => {
    return { workflowId, state: JSON.stringify(state), expiresAt: Math.max(0, ...state) + LOOP_WINDOW_MS };
  });
  await upsertAll(db, 'loop_states', 'workflow_id', rows);
}
