import type { StoredSession } from '../../ports/sessions.js';
import { named } from '../columns.js';
import { deleteByKeys, type Connection } from '../many-rows.js';

const COLUMNS = named(['digest', 'id', 'by', 'key_id', 'key_mark', 'made_at', 'last_used_at']);

/** All of them: they are as few as the browsers of a team. */
export function signedInSessions(db: Connection): Promise<StoredSession[]> {
  return db.selectFrom('sessions').select(COLUMNS).execute();
}

export function findSession(db: Connection, digest: string): Promise<StoredSession | undefined> {
  return db.selectFrom('sessions').select(COLUMNS).where('digest', '=', digest).executeTakeFirst();
}

export async function insertSession(db: Connection, session: StoredSession): Promise<void> {
  const { digest, id, by, keyId, keyMark, madeAt, lastUsedAt } = session;
  await db
    .insertInto('sessions')
    .values({ digest, id, by, key_id: keyId, key_mark: keyMark, made_at: madeAt, last_used_at: lastUsedAt })
    .execute();
}

/** When one was last used, in epoch milliseconds. */
export async function markSessionUsed(db: Connection, digest: string, at: number): Promise<void> {
  await db.updateTable('sessions').set({ last_used_at: at }).where('digest', '=', digest).execute();
}

export async function deleteSessions(db: Connection, digests: readonly string[]): Promise<void> {
  await deleteByKeys(db, 'sessions', 'digest', digests);
}
