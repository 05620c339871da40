import { actionIdOf } from '../ports/holds.js';
import type { Descent, Expiry, Retention, StoredLimits, StoredTable, Window } from '../ports/retention.js';
import { inOrderOfIds } from './actions.js';
import { admissionKey } from './admissions.js';
import { liveCallKey } from './leads.js';
import { compared } from './order.js';
import type { Sync } from './sync.js';
import { isUnfinished, type Tables } from './tables.js';

/** No sending of a notification is planned further ahead. */
const LONGEST_WAIT_MS = 24 * 60 * 60_000;

/** A row of a table that grows in the order in which its rows are stored. */
interface Stored {
  readonly key: number;
  readonly at: number;
}

function rowsOf(tables: Tables, table: StoredTable): Stored[] {
  const rows = {
    attempts: () => [...tables.attempts.values()].map(({ id, at }) => ({ key: id, at })),
    occurrences: () =>
      [...tables.occurrences.values()].map(({ seq, receivedAt }) => ({ key: seq, at: receivedAt })),
    deliveries: () =>
      [...tables.deliveries.values()].map(({ seq, receivedAt }) => ({ key: seq, at: receivedAt })),
    quarantine: () => [...tables.quarantine.values()].map(({ number, at }) => ({ key: number, at })),
    audit: () => [...tables.audit.values()].map(({ id, at }) => ({ key: id, at })),
  };
  return rows[table]().sort((a, b) => a.key - b.key);
}

interface Judged {
  readonly old: readonly number[];
  readonly next: Descent | null;
}

/** What of the next window down a table is too old. */
function judge(
  rows: readonly Stored[],
  from: Descent,
  { now, size, beforeOf }: { now: number; size: number; beforeOf: (key: number) => number },
): Judged {
  const window = rows
    .filter(({ key }) => key < from.below)
    .reverse()
    .slice(0, size);
  let { storedBy } = from;
  const old: number[] = [];
  for (const { key, at } of window) {
    if (at <= now) storedBy = at;
    if (storedBy < beforeOf(key) || key <= from.upTo) old.push(key);
  }
  const last = window.at(-1);
  const isEnd = last === undefined || window.length < size;
  return { old, next: isEnd ? null : { below: last.key, storedBy, upTo: from.upTo } };
}

export function memoryRetention(tables: () => Tables): Sync<Retention> {
  const unfinished = (occurrenceId: string): boolean =>
    [...tables().actions.values()].some((each) => each.occurrenceId === occurrenceId && isUnfinished(each));
  const hasAttempts = (occurrenceId: string): boolean =>
    [...tables().attempts.values()].some(({ actionId }) => actionId.startsWith(`${occurrenceId}-`));

  const purge = (
    table: StoredTable,
    from: Descent,
    { now, before, size }: StoredLimits & { size: number },
    keep: (key: number) => boolean,
    beforeOf: (key: number) => number = () => before,
  ): { readonly gone: readonly number[]; readonly next: Descent | null } => {
    const { old, next } = judge(rowsOf(tables(), table), from, { now, size, beforeOf });
    return { gone: old.filter((key) => !keep(key)), next };
  };

  const purgeByKey = <Value>(
    table: Map<string, Value>,
    after: string,
    { before, latest, size }: Expiry,
    access: { at: (value: Value) => number | null; moved: (value: Value, at: number) => Value },
    keep: (key: string) => boolean = () => false,
  ): Window<string> => {
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
  };
  const expiring = {
    at: ({ expiresAt }: { expiresAt: number }) => expiresAt,
    moved: <Value>(value: Value, expiresAt: number) => ({ ...value, expiresAt }),
  };
  const updated = {
    at: ({ updatedAt }: { updatedAt: number }) => updatedAt,
    moved: <Value>(value: Value, updatedAt: number) => ({ ...value, updatedAt }),
  };

  return {
    newestOld: (table, { now, before, rows }) => {
      const keys = rowsOf(tables(), table);
      const [low, high] = [keys[0]?.key, keys.at(-1)?.key];
      if (low === undefined || high === undefined) return null;
      const upTo = rows === null ? low - 1 : high - rows;
      const old = keys.filter(({ at }) => at < before && at <= now).map(({ key }) => key);
      const newest = Math.max(upTo, low - 1, ...old);
      return newest < low ? null : { below: newest + 1, storedBy: now, upTo };
    },
    purgeAttempts: (from, limits) => {
      const { attempts, actions } = tables();
      const { gone, next } = purge('attempts', from, limits, (key) => {
        const action = actions.get(attempts.get(key)?.actionId ?? '');
        return action !== undefined && isUnfinished(action);
      });
      for (const key of gone) attempts.delete(key);
      return { deleted: gone.length, next };
    },
    purgeOccurrences: (from, limits) => {
      const { occurrences, actions, failures } = tables();
      const idOf = (seq: number): string => occurrences.get(seq)?.id ?? '';
      const keep = (seq: number): boolean => unfinished(idOf(seq)) || hasAttempts(idOf(seq));
      const { gone, next } = purge('occurrences', from, limits, keep);
      const ids = new Set(gone.map(idOf));
      const theirs = inOrderOfIds(actions.values()).filter(({ occurrenceId }) => ids.has(occurrenceId));
      const some = theirs.slice(0, limits.size);
      for (const { id } of some) actions.delete(id);
      // One occurrence can have planned thousands of actions: the same window again, until they are gone.
      if (some.length === limits.size) return { deleted: some.length, next: from };
      for (const [key, { occurrenceId }] of [...failures]) if (ids.has(occurrenceId)) failures.delete(key);
      for (const seq of gone) occurrences.delete(seq);
      return { deleted: some.length + gone.length, next };
    },
    purgeDeliveries: (from, limits) => {
      const { deliveries, inbox } = tables();
      const beforeOf = (seq: number): number =>
        deliveries.get(seq)?.kept === 'dead' ? limits.deadBefore : limits.before;
      const { gone, next } = purge('deliveries', from, limits, (seq) => inbox.has(seq), beforeOf);
      for (const seq of gone) deliveries.delete(seq);
      return { deleted: gone.length, next };
    },
    purgeQuarantine: (from, limits) => {
      const { quarantine } = tables();
      const { gone, next } = purge('quarantine', from, limits, () => false);
      for (const { id, number } of [...quarantine.values()]) if (gone.includes(number)) quarantine.delete(id);
      return { deleted: gone.length, next };
    },
    purgeAudit: (from, limits) => {
      const { gone, next } = purge('audit', from, limits, () => false);
      for (const id of gone) tables().audit.delete(id);
      return { deleted: gone.length, next };
    },
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
    olderRevisions: (latest) => {
      const revisions = [...tables().revisions.keys()].sort((a, b) => a - b);
      const newest = revisions.at(-1) ?? 0;
      return revisions.filter((revision) => revision <= newest - latest);
    },
    revisionsOfOccurrences: (after, size) => {
      const window = [...tables().occurrences.values()]
        .sort((a, b) => a.seq - b.seq)
        .filter(({ seq }) => seq > after)
        .slice(0, size);
      const next = window.length < size ? null : (window.at(-1)?.seq ?? null);
      return { revisions: window.map(({ revision }) => revision), next };
    },
    revisionsOfPending: ([lane, dueAt, requestedAt, id], size) => {
      const window = [...tables().actions.values()]
        .filter(isUnfinished)
        .sort((a, b) =>
          compared([a.lane, b.lane], [a.dueAt, b.dueAt], [a.requestedAt, b.requestedAt], [a.id, b.id]),
        )
        .filter(
          (each) =>
            compared([each.lane, lane], [each.dueAt, dueAt], [each.requestedAt, requestedAt], [each.id, id]) >
            0,
        )
        .slice(0, size);
      const last = window.at(-1);
      return {
        revisions: window.map(({ revision }) => revision),
        next:
          window.length < size || last === undefined
            ? null
            : [last.lane, last.dueAt, last.requestedAt, last.id],
      };
    },
    deleteRevisions: (revisions) => {
      for (const revision of revisions) tables().origins.delete(revision);
      return revisions.filter((revision) => tables().revisions.delete(revision)).length;
    },
    nextDocument: (after) => {
      const next = [...tables().revisions.values()]
        .sort((a, b) => a.revision - b.revision)
        .find(({ revision }) => revision > after);
      return next === undefined ? null : { revision: next.revision, document: next.document };
    },
    switchedParts: (after, size) =>
      [...tables().switches.keys()]
        .filter((part) => part > after)
        .sort((a, b) => compared([a, b]))
        .slice(0, size),
    deleteSwitches: (parts) => parts.filter((part) => tables().switches.delete(part)).length,
  };
}
