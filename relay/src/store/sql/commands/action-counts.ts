import { sql } from 'kysely';
import type { ActionState, StateCounts } from '../../ports/actions.js';
import { TEST_WORKFLOW } from '../../ports/cause.js';
import { textsAs } from '../dialect.js';
import type { Connection } from '../many-rows.js';

/** Of each occurrence that has any: how many actions its workflows have planned, by their state. */
export async function actionCounts(
  db: Connection,
  occurrenceIds: readonly string[],
): Promise<ReadonlyMap<string, StateCounts>> {
  const counts = new Map<string, Partial<Record<ActionState, number>>>();
  // An action's id begins with that of its occurrence. "cross" keeps the order in which SQLite takes the two.
  const { rows } = await sql<{ occurrence: string; state: ActionState }>`
    select wanted.value as occurrence, action.state
    from ${textsAs(db, 'wanted', occurrenceIds)} cross join actions as action
    where action.id >= wanted.value || '-' and action.id < wanted.value || '.' and action.workflow_id <> ${sql.lit(TEST_WORKFLOW)}
  `.execute(db);
  for (const { occurrence, state } of rows) {
    const of = counts.get(occurrence) ?? {};
    counts.set(occurrence, { ...of, [state]: (of[state] ?? 0) + 1 });
  }
  return counts;
}
