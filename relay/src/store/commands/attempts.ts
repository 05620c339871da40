import type { Selectable } from 'kysely';
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
