import { sql } from 'kysely';
import type { Connection } from '../../sql/connection.js';

/**
 * Locks leads, known or not, until the transaction ends: by a number that is made of the key and of where the tables are. All
 * units lock in the order of these numbers, so that no two wait for each other. Two keys that come to the same number
 * cost some waiting and nothing else.
 */
export async function lockLeads(db: Connection, leadKeys: readonly string[]): Promise<void> {
  if (leadKeys.length === 0) return;
  await sql`
    select pg_advisory_xact_lock(lead.number) from (
      select distinct hashtextextended(current_schema() || ' ' || wanted.value, 0) as number
      from unnest(${leadKeys}::text[]) as wanted(value)
      order by number offset 0) as lead
  `.execute(db);
}
