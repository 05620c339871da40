import { sql } from 'kysely';
import type { LastAttempt, StoredAttempt } from '../../ports/attempts.js';
import { attemptsOf } from '../attempt-rows.js';
import { ATTEMPT_COLUMNS, named, namedText } from '../columns.js';
import { textsAs } from '../dialect.js';
import type { Connection } from '../many-rows.js';

export async function attemptsOfOccurrence(db: Connection, occurrenceId: string): Promise<StoredAttempt[]> {
  const rows = await db
    .selectFrom('attempts')
    .select(named(ATTEMPT_COLUMNS))
    .where('action_id', '>=', `${occurrenceId}-`)
    .where('action_id', '<', `${occurrenceId}.`)
    .orderBy('id')
    .execute();
  return attemptsOf(rows);
}

const LAST_COLUMNS = ['id', 'action_id', 'number', 'at', 'method', 'status', 'outcome', 'reason'] as const;

/** Of each of these actions that has had one, the attempt that ended last. */
export async function lastAttemptsOf(
  db: Connection,
  actionIds: readonly string[],
): Promise<readonly LastAttempt[]> {
  const { rows } = await sql<LastAttempt>`
    select ${sql.raw(namedText(LAST_COLUMNS, 'attempt.'))}
    from ${textsAs(db, 'wanted', [...new Set(actionIds)])} cross join attempts as attempt
    where attempt.id = (select max(id) from attempts where action_id = wanted.value)
  `.execute(db);
  return rows;
}

export async function hasDelivered(db: Connection, endpointId: string): Promise<boolean> {
  const found = await db
    .selectFrom('attempts')
    .select('id')
    .where('endpoint_id', '=', endpointId)
    .where('outcome', '=', sql.lit('delivered'))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
