import type { KeyedTable, PartsOfOccurrence, Persons } from '../ports/persons.js';
import type { StoredAction } from '../ports/actions.js';
import type { StoredAttempt } from '../ports/attempts.js';
import { stateOf } from './intake.js';
import { compared } from './order.js';
import type { Sync } from './sync.js';
import type { Tables } from './tables.js';

/** The rows of a table that have one of these keys, by the keys that they have here. */
function keysOf(
  tables: Tables,
  table: KeyedTable,
  keys: readonly (string | number)[],
): readonly (string | number)[] {
  if (table !== 'admissions') return keys;
  const theirs = [...tables.admissions].filter(
    ([, { leadKey }]) => leadKey !== null && keys.includes(leadKey),
  );
  return theirs.map(([key]) => key);
}

function keyed(tables: Tables, table: KeyedTable): Map<string | number, unknown> {
  const byTable: Record<KeyedTable, unknown> = {
    admissions: tables.admissions,
    guard_states: tables.guards,
    lead_states: tables.leads,
    call_states: tables.calls,
    holds: tables.holds,
    notifications: tables.notices,
    quarantine: tables.quarantine,
    deliveries: tables.deliveries,
  };
  return byTable[table] as Map<string | number, unknown>;
}

function isOfPerson(
  { leadKey, phone }: { readonly leadKey: string | null; readonly phone: string | null },
  leadKeys: readonly string[],
  asked: string | null,
): boolean {
  return (leadKey !== null && leadKeys.includes(leadKey)) || (asked !== null && phone === asked);
}

export function memoryPersons(tables: () => Tables): Sync<Persons> {
  const window = <Value>(held: ReadonlyMap<string, Value>, after: string, size: number): Value[] =>
    [...held]
      .filter(([key]) => key > after)
      .sort(([a], [b]) => compared([a, b]))
      .slice(0, size)
      .map(([, value]) => value);
  const actionsOf = (id: string): StoredAction[] =>
    [...tables().actions.values()].filter((action) => action.id.startsWith(`${id}-`));
  const attemptsOf = (id: string): StoredAttempt[] =>
    [...tables().attempts.values()].filter(({ actionId }) => actionId.startsWith(`${id}-`));
  const reportedOf = (leadKeys: readonly string[], phone: string | null): StoredAttempt[] =>
    [...tables().attempts.values()].filter(
      (each) => each.actionId.startsWith('{') && isOfPerson(each, leadKeys, phone),
    );
  const hasOccurrence = (seq: number): boolean => tables().occurrences.has(seq);
  const partsOfOccurrence = (id: string): PartsOfOccurrence => {
    const actions = actionsOf(id);
    const inState = (wanted: string): string[] =>
      actions.filter(({ state }) => state === wanted).map((action) => action.id);
    return {
      actions: actions.length,
      attempts: attemptsOf(id).length,
      waiting: inState('waiting'),
      running: inState('running'),
    };
  };
  return {
    occurrences: ({ key, value }, after, size) =>
      [...tables().occurrences.values()]
        .sort((a, b) => a.seq - b.seq)
        .filter((each) => each[key] === value && each.seq > after)
        .slice(0, size)
        .map(({ seq, id, leadKey, leadPhone, callPhone, occurrence }) => {
          return { seq, id, leadKey, leadPhone, callPhone, occurrence };
        }),
    leadStatesAfter: (after, size) => {
      const held = new Map([...tables().leads].map(([leadKey, { state }]) => [leadKey, { leadKey, state }]));
      return window(held, after, size);
    },
    deliveriesWithoutOccurrence: (after, upTo) =>
      [...tables().deliveries.values()]
        .sort((a, b) => a.seq - b.seq)
        .filter(({ seq }) => seq > after && seq <= upTo && !hasOccurrence(seq))
        .map((held) => {
          const { seq, id, hookId, query, headers, body } = held;
          return { seq, id, hookId, query, headers, body, state: stateOf(tables(), held) };
        }),
    deliveryRange: () => {
      const seqs = [...tables().deliveries.keys()];
      if (seqs.length === 0) return { first: null, last: null };
      return { first: Math.min(...seqs), last: Math.max(...seqs) };
    },
    quarantinedAfter: (after, size) =>
      window(tables().quarantine, after, size).map(({ id, hookId, query, headers, body }) => {
        return { id, hookId, query, headers, body };
      }),
    notificationsAfter: (after, size) =>
      window(tables().notices, after, size).map(({ key, message }) => ({ key, message })),
    partsOfOccurrence,
    holds: (leadKeys, phone) =>
      [...tables().holds.values()]
        .filter((hold) => isOfPerson(hold, leadKeys, phone))
        .map(({ id }) => id)
        .sort((a, b) => compared([a, b])),
    countReported: (leadKeys, phone) => reportedOf(leadKeys, phone).length,
    countByKey: (table, keys) =>
      keysOf(tables(), table, keys).filter((key) => keyed(tables(), table).has(key)).length,
    liveCalls: (leadKeys, callKeys) => {
      const meant = [...tables().liveCalls.values()].filter(
        ({ leadKey, callKey }) =>
          (leadKey !== null && leadKeys.includes(leadKey)) || callKeys.includes(callKey),
      );
      return [...new Set(meant.map(({ callKey }) => callKey))];
    },
    deleteByKey: (table, keys) =>
      keysOf(tables(), table, keys).filter((key) => keyed(tables(), table).delete(key)).length,
    deleteReported: (leadKeys, phone) =>
      reportedOf(leadKeys, phone).filter(({ id }) => tables().attempts.delete(id)).length,
    deleteIdleDeliveries: (seqs) =>
      seqs.filter((seq) => {
        const isIdle = !tables().inbox.has(seq) && !hasOccurrence(seq);
        return isIdle && tables().deliveries.delete(seq);
      }).length,
    deleteLiveCalls: (callKeys) => {
      const { liveCalls } = tables();
      const meant = [...liveCalls].filter(([, { callKey }]) => callKeys.includes(callKey));
      for (const [key] of meant) liveCalls.delete(key);
      return meant.length;
    },
    deleteOfOccurrence: ({ seq, id }, size) => {
      const nothing = { attempts: 0, actions: 0, deliveries: 0, occurrences: 0, done: false };
      const { waiting, running } = partsOfOccurrence(id);
      if (waiting.length + running.length > 0) return null;
      const attempts = attemptsOf(id).slice(0, size);
      for (const attempt of attempts) tables().attempts.delete(attempt.id);
      if (attempts.length > 0) return { ...nothing, attempts: attempts.length };
      const actions = actionsOf(id).slice(0, size);
      for (const action of actions) tables().actions.delete(action.id);
      if (actions.length > 0) return { ...nothing, actions: actions.length };
      const { failures, deliveries, occurrences } = tables();
      for (const [key, { occurrenceId }] of [...failures]) if (occurrenceId === id) failures.delete(key);
      const isDelivery = deliveries.delete(seq);
      const isOccurrence = occurrences.delete(seq);
      return { ...nothing, deliveries: Number(isDelivery), occurrences: Number(isOccurrence), done: true };
    },
    eraseDeleted: () => true,
  };
}
