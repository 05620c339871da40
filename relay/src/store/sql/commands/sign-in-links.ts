import type { StoredLink } from '../../ports/sessions.js';
import { named } from '../columns.js';
import { deleteByKeys, type Connection } from '../many-rows.js';

const COLUMNS = named(['digest', 'ends_at']);

/** All of them: they are as few as people who sign in within ten minutes. */
export function signInLinks(db: Connection): Promise<StoredLink[]> {
  return db.selectFrom('sign_in_links').select(COLUMNS).execute();
}

export async function insertLink(db: Connection, { digest, endsAt }: StoredLink): Promise<void> {
  await db.insertInto('sign_in_links').values({ digest, ends_at: endsAt }).execute();
}

/** One statement, so that of two relays which are given the same link one has it. */
export function takeLink(db: Connection, digest: string): Promise<StoredLink | undefined> {
  return db.deleteFrom('sign_in_links').where('digest', '=', digest).returning(COLUMNS).executeTakeFirst();
}

export async function deleteLinks(db: Connection, digests: readonly string[]): Promise<void> {
  await deleteByKeys(db, 'sign_in_links', 'digest', digests);
}
