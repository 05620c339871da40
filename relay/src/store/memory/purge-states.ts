import { actionIdOf } from '../ports/holds.js';
import type { Expiry, Retention, Window } from '../ports/retention.js';
import { inOrderOfIds } from './actions.js';
import { admissionKey } from './admissions.js';
import { liveCallKey } from './leads.js';
import { compared } from './order.js';
import type { ConfigurationRetention } from './purge-configuration.js';
import type { StoredRetention } from './purge.js';
import type { Sync } from './sync.js';
import { isUnfinished, type Tables } from './tables.js';

/** No sending of a notification is planned further ahead. */
const LONGEST_WAIT_MS = 24 * 60 * 60_000;

/** What of the next window of a table, in the order of its keys, is too old; what has a time in the future gets that of now. */
function purgeByKey<Value>(
  table: Map<string, Value>,
  after: string,
  { before, latest, size }: Expiry,
  access: { at: (value: Value) => number | null; moved: (value: Value, at: number) => Value },
  keep: (key: string) => boolean = () => false,
): Window<string> {
  const keys = [...table.keys()]
    .filter((key) => key > after)
    .sort((a, b) => compared([a, b]))
    .slice(0, size);
  let deleted = 0;
  for (const key of keys) {
    const value = table.get(key);
    if (value === undefined) continue;
    const at = access.at(value);
    if (at === null) continue;
    if (at > latest) table.set(key, access.moved(value, latest));
    if (at >= before || keep(key)) continue;
    table.delete(key);
    deleted += 1;
  }
  return { deleted, next: keys.length < size ? null : (keys.at(-1) ?? null) };
}

const expiring = {
  at: ({ expiresAt }: { expiresAt: number }) => expiresAt,
  moved: <Value>(value: Value, expiresAt: number) => ({ ...value, expiresAt }),
};
const updated = {
  at: ({ updatedAt }: { updatedAt: number }) => updatedAt,
  moved: <Value>(value: Value, updatedAt: number) => ({ ...value, updatedAt }),
};

/** What is gone through in the order of its keys, and says itself until when it is kept. */
export type StatesRetention = Omit<Retention, keyof StoredRetention | keyof ConfigurationRetention>;

export function memoryPurgeStates(tables: () => Tables): Sync<StatesRetention> {
  return {
    purgeGuardStates: (after, expiry) => purgeByKey(tables().guards, after, expiry, expiring),
    purgeLoopStates: (after, expiry) => purgeByKey(tables().loops, after, expiry, expiring),
    purgeCallStates: (after, expiry) => purgeByKey(tables().calls, after, expiry, updated),
    purgeLeadStates: (after, expiry) => {
      const busy = new Set([...tables().actions.values()].filter(isUnfinished).map(({ leadKey }) => leadKey));
      return purgeByKey(tables().leads, after, expiry, updated, (leadKey) => busy.has(leadKey));
    },
    purgeNotifications: (after, expiry) => {
      const { notices } = tables();
      const window = purgeByKey(notices, after, expiry, {
        at: ({ lastAt }) => lastAt,
        moved: (notice, lastAt) => ({ ...notice, lastAt }),
      });
      const left = [...notices.values()]
        .filter(({ key }) => key > after)
        .sort((a, b) => compared([a.key, b.key]))
        .slice(0, expiry.size);
      for (const notice of left) {
        const { key, sendAt } = notice;
        if (sendAt === null || sendAt <= expiry.latest + LONGEST_WAIT_MS) continue;
        notices.set(key, { ...notice, sendAt: expiry.latest });
      }
      return window;
    },
    purgeAlarms: (after, expiry) => {
      const open = new Set(
        [...tables().alarms.values()].flatMap((a) => (a.resolvedAt === null ? [a.key] : [])),
      );
      const dated = {
        at: ({ lastAt }: { lastAt: number }) => lastAt,
        moved: <Value>(alarm: Value, lastAt: number) => ({ ...alarm, lastAt }),
      };
      return purgeByKey(tables().alarms, after, expiry, dated, (key) => open.has(key));
    },
    purgeDeliveryMarks: (after, expiry) => purgeByKey(tables().marks, after, expiry, expiring),
    purgeSessions: (after, expiry) =>
      purgeByKey(tables().sessions, after, expiry, {
        at: ({ madeAt }) => madeAt,
        moved: (session, madeAt) => ({ ...session, madeAt }),
      }),
    purgeLinks: (after, expiry) =>
      purgeByKey(tables().links, after, expiry, {
        at: ({ endsAt }) => endsAt,
        moved: (link, endsAt) => ({ ...link, endsAt }),
      }),
    purgeAccountNames: (after, expiry) =>
      purgeByKey(tables().accountNames, after, expiry, {
        at: ({ pulledAt }) => pulledAt,
        moved: (name, pulledAt) => ({ ...name, pulledAt }),
      }),
    purgeAdmissions: ([eventId, rule, step], { before, latest, size }) => {
      const { admissions } = tables();
      const window = [...admissions.values()]
        .sort((a, b) => compared([a.eventId, b.eventId], [a.rule, b.rule], [a.step, b.step]))
        .filter((each) => compared([each.eventId, eventId], [each.rule, rule], [each.step, step]) > 0)
        .slice(0, size);
      for (const each of window) {
        if (each.expiresAt > latest) admissions.set(admissionKey(each), { ...each, expiresAt: latest });
        if (each.expiresAt < before) admissions.delete(admissionKey(each));
      }
      const last = window.at(-1);
      return {
        deleted: window.filter(({ expiresAt }) => expiresAt < before).length,
        next: window.length < size || last === undefined ? null : [last.eventId, last.rule, last.step],
      };
    },
    purgeHolds: (after, { before, latest, size }) => {
      const { holds, actions, attempts } = tables();
      const window = [...holds.values()]
        .sort((a, b) => compared([a.id, b.id]))
        .filter(({ id }) => id > after && actions.has(actionIdOf(id)))
        .slice(0, size);
      const over = window.filter(({ id, madeAt }) => {
        const action = actions.get(actionIdOf(id));
        if (action === undefined || isUnfinished(action) || Math.min(madeAt, latest) >= before) return false;
        if ([...attempts.values()].some(({ actionId }) => actionId === action.id)) return false;
        const wasEnded = action.state === 'flushed' || action.state === 'cancelled';
        return wasEnded || Math.min(action.dueAt, latest) < before;
      });
      for (const { id } of over) {
        actions.delete(actionIdOf(id));
        holds.delete(id);
      }
      return { deleted: over.length, next: window.length < size ? null : (window.at(-1)?.id ?? null) };
    },
    purgeHalts: (after, expiry) =>
      purgeByKey(tables().halts, after, expiry, {
        at: (halt) => halt.endedAt,
        moved: (halt, endedAt) => ({ ...halt, endedAt }),
      }),
    purgeSubscriptions: (after, expiry) =>
      purgeByKey(tables().subscriptions, after, expiry, {
        at: (subscription) => subscription.endedAt,
        moved: (subscription, endedAt) => ({ ...subscription, endedAt }),
      }),
    purgeActionsAlone: (after, { before, latest, size }) => {
      const { actions, attempts } = tables();
      const logged = new Set([...attempts.values()].map(({ actionId }) => actionId));
      const window = inOrderOfIds([...actions.values()].filter((each) => each.occurrenceId === ''))
        .filter(({ id }) => compared([id, after]) > 0)
        .slice(0, size);
      const free = window.filter((action) => !isUnfinished(action) && !logged.has(action.id));
      const old = free.filter(({ dueAt }) => dueAt < before);
      for (const action of free)
        if (action.dueAt > latest) actions.set(action.id, { ...action, dueAt: latest });
      for (const { id } of old) actions.delete(id);
      return { deleted: old.length, next: window.length < size ? null : (window.at(-1)?.id ?? null) };
    },
    purgeLiveCalls: ([callKey, agent], { before, latest, size }) => {
      const { liveCalls } = tables();
      const window = [...liveCalls.values()]
        .sort((a, b) => compared([a.callKey, b.callKey], [a.agent, b.agent]))
        .filter((each) => compared([each.callKey, callKey], [each.agent, agent]) > 0)
        .slice(0, size);
      for (const call of window) {
        if (call.since > latest) liveCalls.set(liveCallKey(call), { ...call, since: latest });
        if (call.since < before) liveCalls.delete(liveCallKey(call));
      }
      const last = window.at(-1);
      return {
        deleted: window.filter(({ since }) => since < before).length,
        next: window.length < size || last === undefined ? null : [last.callKey, last.agent],
      };
    },
  };
}
