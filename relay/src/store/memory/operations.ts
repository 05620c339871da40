import type { AccountNames } from '../ports/account-names.js';
import type { Configuration, StoredRevision } from '../ports/configuration.js';
import {
  COMES_AND_GOES_MS,
  NEWS_MS,
  SENT_AGAIN_MS,
  SENT_AT_ONCE,
  type Notices,
  type StoredNotice,
} from '../ports/notices.js';
import { QUARANTINE_ROWS, STRANGER_ROWS, type Quarantine } from '../ports/quarantine.js';
import type { Halts } from '../ports/halts.js';
import type { Switches } from '../ports/switches.js';
import { compared } from './order.js';
import type { Sync } from './sync.js';
import { insert, type HeldRequest, type Tables } from './tables.js';

export function memoryConfiguration(tables: () => Tables): Sync<Configuration> {
  const newestFirst = (): StoredRevision[] =>
    [...tables().revisions.values()].sort((a, b) => b.revision - a.revision);
  return {
    accept: (accepted, sameness, upon) => {
      const [latest] = newestFirst();
      if ((latest?.revision ?? null) !== upon) return null;
      if (latest?.hash === accepted.hash && sameness === 'maybe the same') return latest.revision;
      const revision = (latest?.revision ?? 0) + 1;
      tables().revisions.set(revision, { ...accepted, revision });
      return revision;
    },
    saveOrigin: (origin) => {
      const { origins } = tables();
      const known = origins.get(origin.revision);
      origins.set(origin.revision, { ...(known ?? origin), insteadOf: origin.insteadOf });
    },
    origin: (revision) => tables().origins.get(revision),
    originsBetween: (first, last) =>
      [...tables().origins.values()]
        .filter(({ revision }) => revision >= first && revision <= last)
        .sort((a, b) => a.revision - b.revision),
    latest: () => newestFirst()[0],
    find: (revision) => tables().revisions.get(revision),
    page: ({ after, limit }) =>
      newestFirst()
        .filter(({ revision }) => after === null || revision < after)
        .slice(0, limit)
        .map(({ revision, acceptedAt }) => ({ revision, acceptedAt })),
    secrets: () => [...tables().secrets.values()].sort((a, b) => compared([a.name, b.name])),
    putSecret: (secret) => void tables().secrets.set(secret.name, secret),
    deleteSecret: (name) => void tables().secrets.delete(name),
  };
}

export function memorySwitches(tables: () => Tables): Sync<Switches> {
  return {
    all: () => [...tables().switches.values()],
    save: (switches) => {
      for (const each of switches) tables().switches.set(each.part, each);
    },
  };
}

export function memoryHalts(tables: () => Tables): Sync<Halts> {
  const all = () => [...tables().halts.values()];
  return {
    all,
    lasting: () => all().filter(({ endedAt }) => endedAt === null),
    save: (halts) => {
      for (const each of halts) tables().halts.set(each.id, each);
    },
  };
}

export function memoryAccountNames(tables: () => Tables): Sync<AccountNames> {
  return {
    of: (keys) => {
      const known = keys.flatMap((key) => tables().accountNames.get(key) ?? []);
      return new Map(known.map(({ key, name }) => [key, name]));
    },
    save: (names) => {
      for (const each of names) tables().accountNames.set(each.key, each);
    },
  };
}

export function memoryQuarantine(tables: () => Tables): Sync<Quarantine> {
  const inOrder = (): HeldRequest[] => [...tables().quarantine.values()].sort((a, b) => a.number - b.number);
  const makeRoom = (pool: string, places: number): void => {
    const ofPool = inOrder().filter((each) => each.pool === pool);
    // Where several sources have the same number, the one that came first gives way.
    const sources = [...new Set(ofPool.map(({ source }) => source))];
    const left = new Map(sources.map((source) => [source, ofPool.filter((each) => each.source === source)]));
    for (let excess = ofPool.length - places; excess > 0; excess -= 1) {
      const largest = Math.max(...[...left.values()].map(({ length }) => length));
      const giving = [...left.values()].find(({ length }) => length === largest)?.shift();
      if (giving !== undefined) tables().quarantine.delete(giving.id);
    }
  };
  return {
    add: (requests) => {
      for (const request of requests) {
        const number = Math.max(0, ...inOrder().map((each) => each.number)) + 1;
        insert(tables().quarantine, request.id, { ...request, number });
      }
      for (const pool of new Set(requests.map((each) => each.pool))) {
        makeRoom(pool, pool === 'stranger' ? STRANGER_ROWS : QUARANTINE_ROWS);
      }
    },
    markReplayed: (id, deliveryId) => {
      const request = tables().quarantine.get(id);
      if (request !== undefined) tables().quarantine.set(id, { ...request, replayedAs: deliveryId });
    },
    page: ({ after, limit }) =>
      [...tables().quarantine.values()]
        .sort((a, b) => compared([b.id, a.id]))
        .filter(({ id }) => after === null || id < after)
        .slice(0, limit)
        .map((request) => {
          const {
            query: _query,
            headers: _headers,
            body,
            pool: _pool,
            source: _source,
            number: _,
            ...summary
          } = request;
          return { ...summary, size: body.length };
        }),
    find: (id) => {
      const held = tables().quarantine.get(id);
      if (held === undefined) return undefined;
      const { number: _number, ...request } = held;
      return request;
    },
  };
}

export function memoryNotices(tables: () => Tables): Sync<Notices> {
  const waitOf = ({ sentAt, resolvedAt }: StoredNotice, at: number): number => {
    if (sentAt === null || sentAt <= at - SENT_AGAIN_MS || sentAt > at) return at;
    if (resolvedAt === null) return sentAt + SENT_AGAIN_MS;
    const last = resolvedAt <= at ? Math.max(sentAt, resolvedAt) : sentAt;
    return Math.max(at, last + COMES_AND_GOES_MS);
  };
  const sentAgainAt = (known: StoredNotice, at: number, isNews: boolean): number | null => {
    if (!isNews && known.sendAt !== null) return null;
    return isNews ? at : waitOf(known, at);
  };
  return {
    find: (key) => tables().notices.get(key),
    record: ({ key, kind, message, at, count = 1, resolvedAt = null, ...how }) => {
      const { isSent = false, isOnlyCounted = false, isNews = false } = how;
      const { notices } = tables();
      const known = notices.get(key);
      if (known === undefined) {
        const sending = { sentAt: isSent ? at : null, sendAt: isSent || isOnlyCounted ? null : at };
        const first = { key, kind, message, firstAt: at, lastAt: at, count };
        const rest = { sentTo: '', sendAttempts: 0, sendFailure: null, resolvedAt };
        notices.set(key, { ...first, ...sending, ...rest });
        return;
      }
      const sendAt = sentAgainAt(known, at, isNews);
      const isSentAgain = sendAt !== null && !isSent && !isOnlyCounted;
      const again = isSentAgain ? { sendAt, sendAttempts: 0, sentTo: '' } : {};
      const sent = isSent ? { sentAt: at, sendAt: null } : {};
      const counted = { ...known, message, lastAt: at, count: known.count + count, resolvedAt };
      notices.set(key, { ...counted, ...again, ...sent });
    },
    resolve: (keyBeginning, at) => {
      const { notices } = tables();
      const over = [...notices.values()].filter(
        ({ key, resolvedAt }) => key.startsWith(keyBeginning) && resolvedAt === null,
      );
      for (const notice of over) {
        const isLater = notice.sendAt !== null && notice.sendAt > at;
        const isRepeat = isLater && notice.sentAt !== null && notice.sendAttempts === 0;
        notices.set(notice.key, { ...notice, resolvedAt: at, sendAt: isRepeat ? null : notice.sendAt });
      }
    },
    withdrawOver: () => {
      const { notices } = tables();
      for (const notice of notices.values())
        if (notice.resolvedAt !== null) notices.set(notice.key, { ...notice, sendAt: null });
    },
    recordSending: ({ key, sentTo, sentAt, failure, nextAt }) => {
      const known = tables().notices.get(key);
      if (known === undefined) return;
      const sendAttempts = known.sendAttempts + 1;
      tables().notices.set(key, {
        ...known,
        sentTo,
        sentAt,
        sendFailure: failure,
        sendAt: nextAt,
        sendAttempts,
      });
    },
    page: ({ after, limit }) =>
      [...tables().notices.values()]
        .sort((a, b) => compared([b.lastAt, a.lastAt], [b.key, a.key]))
        .filter((each) => after === null || compared([each.lastAt, after.lastAt], [each.key, after.key]) < 0)
        .slice(0, limit),
    due: (now) =>
      [...tables().notices.values()]
        .filter(({ sendAt, lastAt }) => sendAt !== null && sendAt <= now && lastAt > now - NEWS_MS)
        .sort((a, b) => compared([a.sendAt ?? 0, b.sendAt ?? 0]))
        .slice(0, SENT_AT_ONCE),
  };
}
