import type { Notice } from '../../notify/notice.js';
import { sql, type Selectable, type Transaction } from 'kysely';
import type { NotificationTable, Schema } from '../schema.js';
import type { Db } from '../sqlite.js';

export type NotificationRow = Selectable<NotificationTable>;

/** A cause that goes on is sent again after this long; meanwhile it only counts. */
const SENT_AGAIN_MS = 60 * 60_000;

/** A notice, and how often its cause came up since it was last stored. */
export interface CountedNotice extends Notice {
  readonly count: number;
  /** Whether it has reached all places that notifications are sent to already, without the store. */
  readonly isSent?: boolean;
}

/** Tells the operator something: a new cause is a new row, a known one counts on. */
export async function notify(
  db: Db | Transaction<Schema>,
  { key, kind, message, at, count = 1, isSent = false }: Notice & Partial<CountedNotice>,
): Promise<void> {
  const sending = isSent ? { sent_at: at, send_at: null } : { sent_at: null, send_at: at };
  await db
    .insertInto('notifications')
    .values({
      key,
      kind,
      message,
      first_at: at,
      last_at: at,
      count,
      ...sending,
      sent_to: '',
      send_attempts: 0,
      send_failure: null,
    })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((eb) => ({
        message,
        last_at: at,
        count: eb('notifications.count', '+', count),
        ...(isSent ? sending : againIfDue(at)),
      })),
    )
    .execute();
}

/** What was last sent long enough ago is to be sent once more, and so is what a clock of the future has sent. */
function againIfDue(at: number) {
  const due = sql<boolean>`notifications.send_at is null and
    (notifications.sent_at is null or notifications.sent_at <= ${at - SENT_AGAIN_MS} or notifications.sent_at > ${at})`;
  return {
    send_at: sql<number | null>`case when ${due} then ${at} else notifications.send_at end`,
    send_attempts: sql<number>`case when ${due} then 0 else notifications.send_attempts end`,
    sent_to: sql<string>`case when ${due} then '' else notifications.sent_to end`,
  };
}

/** Where a list of notifications goes on: behind the last of the page before. */
export interface NotificationPlace {
  readonly lastAt: number;
  readonly key: string;
}

/** The next of them, what happened last in front. One that happens again meanwhile moves to the front. */
export async function notifications(
  db: Db,
  { after, limit }: { after: NotificationPlace | null; limit: number },
): Promise<NotificationRow[]> {
  let query = db.selectFrom('notifications').selectAll();
  if (after !== null) query = query.where(sql<boolean>`(last_at, key) < (${after.lastAt}, ${after.key})`);
  return query.orderBy('last_at', 'desc').orderBy('key', 'desc').limit(limit).execute();
}

const SENT_AT_ONCE = 5;

/** A notification that nobody was there to send for this long is no news any more. */
const NEWS_MS = 24 * 60 * 60_000;

/** Some of the notifications whose sending is due. */
export async function notificationsToSend(db: Db, now: number): Promise<NotificationRow[]> {
  return db
    .selectFrom('notifications')
    .selectAll()
    .where('send_at', '<=', now)
    .where('last_at', '>', now - NEWS_MS)
    .orderBy('send_at')
    .limit(SENT_AT_ONCE)
    .execute();
}

/** What came of a sending; `nextAt` is null where no other follows. */
export interface Sending {
  readonly key: string;
  readonly sentTo: string;
  readonly sentAt: number | null;
  readonly failure: string | null;
  readonly nextAt: number | null;
}

export async function recordSending(
  db: Db,
  { key, sentTo, sentAt, failure, nextAt }: Sending,
): Promise<void> {
  await db
    .updateTable('notifications')
    .set((eb) => ({
      sent_to: sentTo,
      sent_at: sentAt,
      send_failure: failure,
      send_at: nextAt,
      send_attempts: eb('send_attempts', '+', 1),
    }))
    .where('key', '=', key)
    .execute();
}
