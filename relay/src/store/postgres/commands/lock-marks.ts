import { sql } from 'kysely';
import type { MarkedArrival } from '../../ports/intake.js';
import type { Connection } from '../../sql/connection.js';

/**
 * Locks what these deliveries are known again by until the transaction ends, so that nobody else comes in between looking and taking note.
 * As with leads, all lock in the order of the numbers.
 */
export async function lockMarks(db: Connection, arrived: readonly MarkedArrival[]): Promise<void> {
  const keys = arrived.flatMap(({ marks }) => marks.map(({ key }) => key));
  if (keys.length === 0) return;
  await sql`
    select pg_advisory_xact_lock(mark.number) from (
      select distinct hashtextextended(current_schema() || ' mark ' || wanted.value, 0) as number
      from unnest(${keys}::text[]) as wanted(value)
      order by number offset 0) as mark
  `.execute(db);
}
