import { sql, type Selectable } from 'kysely';
import type { AttemptTable } from '../schema.js';
import type { Db } from '../sqlite.js';

export type AttemptRow = Selectable<AttemptTable>;

export async function attemptsOfOccurrence(db: Db, occurrenceId: string): Promise<AttemptRow[]> {
  return db
    .selectFrom('attempts')
    .selectAll()
    .where('action_id', '>=', `${occurrenceId}-`)
    .where('action_id', '<', `${occurrenceId}.`)
    .orderBy('id')
    .execute();
}

/** Whether the log holds a delivery to an endpoint. */
export async function hasDelivered(db: Db, endpointId: string): Promise<boolean> {
  const found = await db
    .selectFrom('attempts')
    .select('id')
    .where('endpoint_id', '=', endpointId)
    .where('outcome', '=', sql.lit('delivered'))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
