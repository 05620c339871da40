import type { RevisionOrigin } from '../../ports/configuration.js';
import { named } from '../columns.js';
import type { Connection } from '../many-rows.js';

const COLUMNS = named(['revision', 'by', 'changes', 'instead_of']);

/** Keeps where a revision comes from; of one that is known already, only whether it counts in the place of the file. */
export async function saveOrigin(
  db: Connection,
  { revision, by, changes, insteadOf }: RevisionOrigin,
): Promise<void> {
  await db
    .insertInto('revision_origins')
    .values({ revision, by, changes, instead_of: insteadOf })
    .onConflict((conflict) => conflict.column('revision').doUpdateSet({ instead_of: insteadOf }))
    .execute();
}

export async function findOrigin(db: Connection, revision: number): Promise<RevisionOrigin | undefined> {
  return db
    .selectFrom('revision_origins')
    .select(COLUMNS)
    .where('revision', '=', revision)
    .executeTakeFirst();
}

/** Those of the revisions from the one on to the other, in their order. */
export async function originsBetween(db: Connection, first: number, last: number): Promise<RevisionOrigin[]> {
  return db
    .selectFrom('revision_origins')
    .select(COLUMNS)
    .where('revision', '>=', first)
    .where('revision', '<=', last)
    .orderBy('revision')
    .execute();
}
