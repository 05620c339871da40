import type { Selectable } from 'kysely';
import type { NotificationTable } from '../schema.js';
import type { Db } from '../sqlite.js';

export type NotificationRow = Selectable<NotificationTable>;

/** Tells the operator something: a new cause is a new row, a known one counts on. */
export async function notify(
  db: Db,
  notice: { key: string; kind: string; message: string; at: number },
): Promise<void> {
  const { key, kind, message, at } = notice;
  await db
    .insertInto('notifications')
    .values({ key, kind, message, first_at: at, last_at: at, count: 1 })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((eb) => ({
        message,
        last_at: at,
        count: eb('notifications.count', '+', 1),
      })),
    )
    .execute();
}

export async function notifications(db: Db, limit: number): Promise<NotificationRow[]> {
  return db.selectFrom('notifications').selectAll().orderBy('last_at', 'desc').limit(limit).execute();
}
