import { iso } from '../iso.js';
import {
  notifications as storedNotifications,
  type NotificationPlace,
} from '../store/commands/notifications.js';
import { latestRevision, listRevisions } from '../store/commands/revisions.js';
import { pageOf } from './page.js';
import type { Read } from './tools.js';

/** A page of what an operator should know, what happened last in front. */
export const notifications = (async ({ db }, { after, limit }) => {
  const { rows, next } = await pageOf(
    limit,
    (most) => storedNotifications(db, { after, limit: most }),
    ({ last_at, key }) => [last_at, key],
  );
  return {
    notifications: rows.map((row) => ({
      key: row.key,
      kind: row.kind,
      message: row.message,
      count: row.count,
      firstAt: iso(row.first_at),
      lastAt: iso(row.last_at),
      sentAt: row.sent_at === null ? null : iso(row.sent_at),
      sendFailure: row.send_failure,
    })),
    next,
  };
}) satisfies Read<{ after: NotificationPlace | null; limit: number }, unknown>;

/** A page of the accepted configurations, newest first. */
export const revisions = (async ({ db }, { after, limit }) => {
  const { rows, next } = await pageOf(
    limit,
    (most) => listRevisions(db, { after, limit: most }),
    ({ revision }) => [revision],
  );
  return {
    revisions: rows.map((row) => ({ revision: row.revision, acceptedAt: iso(row.accepted_at) })),
    next,
  };
}) satisfies Read<{ after: number | null; limit: number }, unknown>;

export interface Accepted {
  readonly revision: number;
  /** Of the account. */
  readonly timeZone: string;
}

/** The configuration accepted last; null where none was yet. */
export const accepted = (async ({ db, revisions }, _asked): Promise<Accepted | null> => {
  const latest = await latestRevision(db);
  if (latest === undefined) return null;
  const { number: revision, config } = await revisions.get(latest.revision);
  return { revision, timeZone: config.account.timeZone };
}) satisfies Read<object, Accepted | null>;
