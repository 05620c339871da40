import { sql, type Kysely } from 'kysely';

/** A repeat stands among the deliveries as a row that holds nothing, and is found by the delivery that it repeats. */
export async function indexRepeats(db: Kysely<unknown>): Promise<void> {
  await sql`create index deliveries_repeat on deliveries (failure, received_at) where state = 'repeat'`.execute(
    db,
  );
}
