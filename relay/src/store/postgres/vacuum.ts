import { sql } from 'kysely';
import type { Db } from '../sql/connection.js';

/** The tables in which something of a person may have stood. */
const TABLES = [
  'deliveries',
  'inbox',
  'occurrences',
  'workflow_failures',
  'lead_states',
  'call_states',
  'guard_states',
  'live_calls',
  'admissions',
  'holds',
  'actions',
  'attempts',
  'quarantine',
  'notifications',
] as const;

/**
 * Takes deleted rows out of the tables and their indexes, where no transaction can see them any more. Postgres writes over
 * what they leave behind as it needs the room, and keeps it in its write-ahead log and in backups for as long as these are
 * kept: that is up to whoever runs it. False where a transaction that goes on elsewhere kept some of them.
 */
export async function vacuum(db: Db): Promise<boolean> {
  const { rows } = await sql<{ oldest: number }>`
    select count(*) as oldest from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_xmin is not null
  `.execute(db);
  await sql`vacuum ${sql.join(TABLES.map((table) => sql.table(table)))}`.execute(db);
  return (rows[0]?.oldest ?? 0) === 0;
}
