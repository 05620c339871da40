import { iso } from '../iso.js';
import { pageOf } from './page.js';
import type { Read } from './tools.js';
import type { NotificationPlace } from '../store/ports/notices.js';
import type { StoredSwitch } from '../store/ports/switches.js';

/** A page of what an operator should know, what happened last in front. */
export const notifications = (async ({ store }, { after, limit }) => {
  const { rows, next } = await pageOf(
    limit,
    (most) => store.notices.page({ after, limit: most }),
    ({ lastAt, key }) => [lastAt, key],
  );
  return {
    notifications: rows.map((row) => ({
      key: row.key,
      kind: row.kind,
      message: row.message,
      count: row.count,
      firstAt: iso(row.firstAt),
      lastAt: iso(row.lastAt),
      sentAt: row.sentAt === null ? null : iso(row.sentAt),
      sendFailure: row.sendFailure,
      resolvedAt: row.resolvedAt === null ? null : iso(row.resolvedAt),
    })),
    next,
  };
}) satisfies Read<{ after: NotificationPlace | null; limit: number }, unknown>;

/** A relay that works on the store, as people know it, and how it is doing by what it last said of itself. */
export interface RelayAtWork {
  readonly name: string;
  readonly since: string;
  readonly standing: 'ready' | 'unready' | 'lost';
}

export const relaysAtWork = (async ({ store }, _asked) =>
  (await store.relays.registered()).map(({ name, since, isHeard, unready }) => ({
    name,
    since: iso(since),
    standing: !isHeard ? 'lost' : unready === null ? 'ready' : 'unready',
  }))) satisfies Read<object, readonly RelayAtWork[]>;

/** When the latest call came in, in epoch milliseconds; null where none is kept. */
export const latestArrival = (({ store }, _asked) => store.intake.latestArrival()) satisfies Read<
  object,
  number | null
>;

/** What was ever switched at run time. */
export const switches = (({ store }, _asked) => store.switches.all()) satisfies Read<
  object,
  readonly StoredSwitch[]
>;
