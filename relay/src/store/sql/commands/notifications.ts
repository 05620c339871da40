import { sql } from 'kysely';
import type { Notice } from '../../../notify/notice.js';
import {
  COMES_AND_GOES_MS,
  NEWS_MS,
  SENT_AGAIN_MS,
  SENT_AT_ONCE,
  type CountedNotice,
  type NotificationPlace,
  type Sending,
  type StoredNotice,
} from '../../ports/notices.js';
import { named } from '../columns.js';
import type { Connection } from '../many-rows.js';

const COLUMNS = named([
  'key',
  'kind',
  'message',
  'first_at',
  'last_at',
  'count',
  'sent_at',
  'sent_to',
  'send_at',
  'send_attempts',
  'send_failure',
  'resolved_at',
]);

/** Tells the operator something: a new cause is a new row, a known one counts on. */
export async function notify(
  db: Connection,
  {
    key,
    kind,
    message,
    at,
    count = 1,
    isSent = false,
    isOnlyCounted = false,
    isNews = false,
    resolvedAt = null,
  }: Notice & Partial<CountedNotice>,
): Promise<void> {
  const isDue = !isSent && !isOnlyCounted;
  const sending = { sent_at: isSent ? at : null, send_at: isDue ? at : null };
  const again = isSent ? sending : isOnlyCounted ? {} : sentAgain(at, isNews);
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
      resolved_at: resolvedAt,
    })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((eb) => ({
        message,
        last_at: at,
        count: eb('notifications.count', '+', count),
        resolved_at: resolvedAt,
        ...again,
      })),
    )
    .execute();
}

export async function resolveNotices(db: Connection, keyBeginning: string, at: number): Promise<void> {
  await db
    .updateTable('notifications')
    .set({
      resolved_at: at,
      send_at: sql<
        number | null
      >`case when sent_at is not null and send_attempts = 0 and send_at > ${at} then null else send_at end`,
    })
    .where('key', '>=', keyBeginning)
    .where('key', '<', `${keyBeginning}\u{10ffff}`)
    .where('resolved_at', 'is', null)
    .execute();
}

/**
 * What was last sent long enough ago is to be sent once more, and so is what a clock of the future has sent; what was sent
 * lately, once that is long enough ago, which is sooner where it was over in between. What is to be sent already stays as it is.
 */
function sentAgain(at: number, isNews: boolean) {
  if (isNews) return { send_at: at, send_attempts: 0, sent_to: '' };
  const isOpen = sql<boolean>`notifications.send_at is null`;
  const sentLately = sql<boolean>`notifications.sent_at > ${at - SENT_AGAIN_MS} and notifications.sent_at <= ${at}`;
  const last = sql`case when notifications.resolved_at > notifications.sent_at and notifications.resolved_at <= ${at} then notifications.resolved_at else notifications.sent_at end`;
  const wait = sql`case when notifications.resolved_at is null then notifications.sent_at + ${SENT_AGAIN_MS} else ${last} + ${COMES_AND_GOES_MS} end`;
  const next = sql`case when ${sentLately} and ${wait} > ${at} then ${wait} else ${at} end`;
  return {
    send_at: sql<number | null>`case when ${isOpen} then ${next} else notifications.send_at end`,
    send_attempts: sql<number>`case when ${isOpen} then 0 else notifications.send_attempts end`,
    sent_to: sql<string>`case when ${isOpen} then '' else notifications.sent_to end`,
  };
}

export async function findNotification(db: Connection, key: string): Promise<StoredNotice | undefined> {
  return db.selectFrom('notifications').select(COLUMNS).where('key', '=', key).executeTakeFirst();
}

/** The next of them, what happened last in front. One that happens again meanwhile moves to the front. */
export async function notifications(
  db: Connection,
  { after, limit }: { after: NotificationPlace | null; limit: number },
): Promise<StoredNotice[]> {
  let query = db.selectFrom('notifications').select(COLUMNS);
  if (after !== null) query = query.where(sql<boolean>`(last_at, key) < (${after.lastAt}, ${after.key})`);
  return query.orderBy('last_at', 'desc').orderBy('key', 'desc').limit(limit).execute();
}

/** Some of the notifications whose sending is due. */
export async function notificationsToSend(db: Connection, now: number): Promise<StoredNotice[]> {
  return db
    .selectFrom('notifications')
    .select(COLUMNS)
    .where('send_at', '<=', now)
    .where('last_at', '>', now - NEWS_MS)
    .orderBy('send_at')
    .limit(SENT_AT_ONCE)
    .execute();
}

export async function recordSending(
  db: Connection,
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

/** Goes by the index of what is to be sent, which is little. */
export async function withdrawOver(db: Connection): Promise<void> {
  await db
    .updateTable('notifications')
    .set({ send_at: null })
    .where('send_at', 'is not', null)
    .where('resolved_at', 'is not', null)
    .execute();
}
