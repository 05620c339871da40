import type {
  DeliveryState,
  DeliverySummary,
  Intake,
  StoredDelivery,
  WaitingDelivery,
} from '../ports/intake.js';
import type { NumberedPage } from '../ports/lists.js';
import type { Sync } from './sync.js';
import { nextNumber, type HeldDelivery, type Place, type Tables } from './tables.js';

export function stateOf({ inbox }: Tables, { seq, kept }: HeldDelivery): DeliveryState {
  if (kept !== 'received') return kept;
  return inbox.has(seq) ? 'received' : 'processed';
}

function shown(tables: Tables, held: HeldDelivery): StoredDelivery {
  const { kept: _kept, ...delivery } = held;
  return { ...delivery, state: stateOf(tables, held) };
}

export function memoryIntake(tables: () => Tables): Sync<Intake> {
  const newestFirst = (): HeldDelivery[] => [...tables().deliveries.values()].sort((a, b) => b.seq - a.seq);
  const byId = (id: string): HeldDelivery | undefined => newestFirst().find((each) => each.id === id);
  const waiting = (isMeant: (place: Place) => boolean, limit: number): WaitingDelivery[] =>
    newestFirst()
      .reverse()
      .flatMap((held) => {
        const place = tables().inbox.get(held.seq);
        if (place === undefined || !isMeant(place)) return [];
        const { claims, replayedAt } = place;
        return [{ ...shown(tables(), held), claims, replayedAt }];
      })
      .slice(0, limit);
  const summaries = (isMeant: (held: HeldDelivery) => boolean, { after, limit }: NumberedPage) =>
    newestFirst()
      .filter((held) => isMeant(held) && (after === null || held.seq < after))
      .slice(0, limit)
      .map((held): DeliverySummary => {
        const { query: _query, headers: _headers, body, ...summary } = shown(tables(), held);
        return { ...summary, size: body.length };
      });
  return {
    add: (arrived, { replayedAt = null, holder = null } = {}) =>
      arrived.map(({ repeatOf = null, leadKey = null, ...content }): WaitingDelivery => {
        const { deliveries, inbox } = tables();
        if (byId(content.id) !== undefined) throw new Error(`${content.id} is there already`);
        const seq = nextNumber(tables(), 'deliveries');
        const kept = repeatOf === null ? 'received' : 'repeat';
        deliveries.set(seq, { ...content, seq, kept, failure: repeatOf });
        if (kept === 'received') inbox.set(seq, { claims: 0, replayedAt, holder, leadKey });
        return { ...content, seq, state: kept, failure: repeatOf, claims: 0, replayedAt };
      }),
    firstsOf: (arrived) =>
      arrived.map(({ marks: given, ids, at }) => {
        const { marks } = tables();
        for (const { key, withinMs } of given) {
          const first = marks.get(key);
          if (first !== undefined && Math.abs(at - first.at) < withinMs) return first.ids;
        }
        for (const { key, withinMs } of given) marks.set(key, { ids, at, expiresAt: at + withinMs });
        return null;
      }),
    markProcessed: (seqs) => {
      for (const seq of seqs) tables().inbox.delete(seq);
    },
    claim: (seq) => {
      const place = tables().inbox.get(seq);
      if (place !== undefined) tables().inbox.set(seq, { ...place, claims: place.claims + 1 });
    },
    bury: (seq, failure) => {
      const held = tables().deliveries.get(seq);
      tables().inbox.delete(seq);
      if (held !== undefined) tables().deliveries.set(seq, { ...held, kept: 'dead', failure });
    },
    latestArrival: () => newestFirst()[0]?.receivedAt ?? null,
    latestByHook: (of) => {
      const latest = new Map<string, number>();
      const letIn = [...tables().quarantine.values()];
      const wasLetIn = ({ id, receivedAt }: HeldDelivery): boolean =>
        letIn.some(({ at, replayedAs }) => at === receivedAt && replayedAs !== null && replayedAs <= id);
      const calls = newestFirst()
        .slice(0, of)
        .filter((each) => !wasLetIn(each));
      for (const { hookId, receivedAt } of calls)
        latest.set(hookId, Math.max(receivedAt, latest.get(hookId) ?? receivedAt));
      const arrivals = [...latest].map(([hookId, at]) => ({ hookId, at }));
      arrivals.sort((a, b) => (a.hookId < b.hookId ? -1 : 1));
      return { arrivals, since: newestFirst()[of]?.receivedAt ?? null };
    },
    unprocessed: (limit) => waiting(() => true, limit),
    heldBy: (holder, limit) => waiting((place) => place.holder === holder, limit),
    hasFree: () => waiting(({ holder }) => holder === null, 1).length > 0,
    takeFree: (holder, limit) => {
      const { inbox } = tables();
      const free = waiting((place) => place.holder === null, limit);
      for (const { seq } of free) {
        const place = inbox.get(seq);
        if (place !== undefined) inbox.set(seq, { ...place, holder });
      }
      return free;
    },
    behindEarlier: (seqs, { after, before }) => {
      const { inbox, deliveries } = tables();
      const isWithin = (seq: number): boolean => {
        const receivedAt = deliveries.get(seq)?.receivedAt ?? after;
        return receivedAt > after && receivedAt < before;
      };
      const isBehind = (later: number): boolean => {
        const leadKey = inbox.get(later)?.leadKey ?? null;
        if (leadKey === null) return false;
        return [...inbox].some(
          ([seq, place]) => place.leadKey === leadKey && seq < later && !seqs.includes(seq) && isWithin(seq),
        );
      };
      return [...new Set(seqs)].filter(isBehind).sort((one, other) => one - other);
    },
    find: (id) => {
      const held = byId(id);
      return held === undefined ? undefined : shown(tables(), held);
    },
    findOpen: (id) => {
      const held = byId(id);
      if (held === undefined || !['received', 'dead'].includes(stateOf(tables(), held))) return undefined;
      return shown(tables(), held);
    },
    since: (instant, limit) =>
      newestFirst()
        .slice(0, limit)
        .filter(({ receivedAt, kept }) => receivedAt >= instant && kept !== 'repeat')
        .reverse()
        .map(({ kept: _kept, failure: _failure, seq: _seq, ...content }) => content),
    repeatsOf: (id) => {
      const repeats = newestFirst().filter(({ kept, failure }) => kept === 'repeat' && failure === id);
      if (repeats.length === 0) return null;
      return { count: repeats.length, lastAt: Math.max(...repeats.map(({ receivedAt }) => receivedAt)) };
    },
    summaries: (page) => summaries(() => true, page),
    deadSummaries: (page) => summaries(({ kept }) => kept === 'dead', page),
  };
}
