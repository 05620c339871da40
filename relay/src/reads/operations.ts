import { neverCalled } from '../alarms/last-calls.js';
import { iso } from '../iso.js';
import { pageOf } from './page.js';
import type { Read } from './tools.js';
import type { NotificationPlace } from '../store/ports/notices.js';
import type { StoredSwitch } from '../store/ports/switches.js';
import type { StoreReads } from '../store/store.js';

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
  /** Whether it does what is done once for all. */
  readonly leads: boolean;
}

export const relaysAtWork = (({ store }, _asked) => atWork(store)) satisfies Read<
  object,
  readonly RelayAtWork[]
>;

/** Those that share the store: one that is alone on it, which has no name for its folder there, is none of them. */
export async function atWork({ relays }: Pick<StoreReads, 'relays'>): Promise<RelayAtWork[]> {
  const shared = (await relays.registered()).filter(({ home }) => home !== '');
  return shared.map(({ name, since, isHeard, unready }, index) => ({
    name,
    since: iso(since),
    standing: !isHeard ? 'lost' : unready === null ? 'ready' : 'unready',
    // The first of those that are registered; nobody does in its place before its registration is ended.
    leads: index === 0 && isHeard,
  }));
}

/** When the latest call came in, in epoch milliseconds; null where none is kept. */
export const latestArrival = (({ store }, _asked) => store.intake.latestArrival()) satisfies Read<
  object,
  number | null
>;

/** The ids of the oldest calls that were taken in and are not decided yet. */
export const undecided = (async ({ store }, { limit }) =>
  (await store.intake.unprocessed(limit)).map(({ id }) => id)) satisfies Read<
  { readonly limit: number },
  readonly string[]
>;

/** Those of the hooks that have taken no call yet, as far as is kept. */
export const hooksNeverCalled = (({ store }, { hookIds }) =>
  neverCalled(store.intake, hookIds)) satisfies Read<
  { readonly hookIds: readonly string[] },
  readonly string[]
>;

/** What was ever switched at run time. */
export const switches = (({ store }, _asked) => store.switches.all()) satisfies Read<
  object,
  readonly StoredSwitch[]
>;
