import type { StoredSubscription, Subscriptions } from '../ports/subscriptions.js';
import { compared } from './order.js';
import type { Sync } from './sync.js';
import { insert, type Tables } from './tables.js';

export function memorySubscriptions(tables: () => Tables): Sync<Subscriptions> {
  const active = (): StoredSubscription[] =>
    [...tables().subscriptions.values()].filter(({ endedAt }) => endedAt === null);
  /** Changes one that is active; gives it as it is then. */
  const change = (id: string, changes: Partial<StoredSubscription>): StoredSubscription | null => {
    const found = tables().subscriptions.get(id);
    if (found?.endedAt !== null) return null;
    const after = { ...found, ...changes };
    tables().subscriptions.set(id, after);
    return after;
  };
  return {
    active,
    find: (id) => tables().subscriptions.get(id),
    findMany: (ids) => [...tables().subscriptions.values()].filter(({ id }) => ids.includes(id)),
    page: ({ owner, state, after, limit }) =>
      [...tables().subscriptions.values()]
        .filter(({ keyId }) => owner === null || keyId === owner.keyId)
        .filter(({ endedAt }) => state === null || (endedAt === null) === (state === 'active'))
        .filter(({ id }) => after === null || compared([id, after]) < 0)
        .sort((a, b) => compared([b.id, a.id]))
        .slice(0, limit),
    add: (subscription) => {
      const { id, identity, endedAt } = subscription;
      if (endedAt === null && active().some((each) => each.identity === identity))
        throw new Error(`${identity} is there already`);
      insert(tables().subscriptions, id, subscription);
    },
    reseal: (id, sealed) => (change(id, { sealed }) === null ? 0 : 1),
    count: (id, events) => {
      const found = tables().subscriptions.get(id);
      return found === undefined
        ? null
        : (change(id, { sequence: found.sequence + events })?.sequence ?? null);
    },
    end: (ends) =>
      ends.filter(({ id, code, reason, at }) => {
        return change(id, { endedAt: at, endedCode: code, endedReason: reason }) !== null;
      }).length,
  };
}
