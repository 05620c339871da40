import { LOOP_WINDOW_MS, type LoopState } from '@convoso-connect/core';
import { namedText } from '../columns.js';
import { run, upsertAll, type Connection } from '../many-rows.js';

/** By workflow id. There is one only of workflows that have caused themselves within the hour, which are few. */
export async function loadLoops(db: Connection): Promise<ReadonlyMap<string, LoopState>> {
  const { rows } = await run<{ workflowId: string; state: string }>(db, ALL, []);
  return new Map(rows.map(({ workflowId, state }) => [workflowId, JSON.parse(state) as LoopState]));
}

// In text, because it is asked with every batch of calls.
const ALL = `select ${namedText(['workflow_id', 'state'])} from loop_states`;

export async function saveLoops(db: Connection, loops: ReadonlyMap<string, LoopState>): Promise<void> {
  const rows = [...loops].map(([workflowId, state]) => {
    return { workflowId, state: JSON.stringify(state), expiresAt: Math.max(0, ...state) + LOOP_WINDOW_MS };
  });
  await upsertAll(db, 'loop_states', 'workflow_id', rows);
}
