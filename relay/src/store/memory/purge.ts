import type { Descent, Retention, StoredLimits, StoredTable } from '../ports/retention.js';
import { inOrderOfIds } from './actions.js';
import type { Sync } from './sync.js';
import { isUnfinished, type Tables } from './tables.js';

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

/** What is walked down from the newest row that is too old. */
export type StoredRetention = Pick<
  Retention,
  'newestOld' | 'purgeAttempts' | 'purgeOccurrences' | 'purgeDeliveries' | 'purgeQuarantine' | 'purgeAudit'
>;

export function memoryPurge(tables: () => Tables): Sync<StoredRetention> {
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
  };
}
