import type { Audit } from '../ports/audit.js';
import type { Keys } from '../ports/keys.js';
import type { Sessions } from '../ports/sessions.js';
import type { SharedKeys } from '../ports/shared-keys.js';
import { isWithin, pageOf } from './order.js';
import type { Sync } from './sync.js';
import { insert, nextNumber, type Tables } from './tables.js';

export function memoryKeys(tables: () => Tables): Sync<Keys> {
  return {
    all: () => [...tables().keys.values()],
    find: (id) => tables().keys.get(id),
    add: (key) => {
      const { keys } = tables();
      if ([...keys.values()].some(({ id, name }) => id === key.id || name === key.name)) return false;
      keys.set(key.id, key);
      return true;
    },
    rotate: ({ id, digest, formers, rotatedAt }, before) => {
      const key = tables().keys.get(id);
      if (key?.digest !== before) return false;
      tables().keys.set(id, { ...key, digest, formers, rotatedAt });
      return true;
    },
    delete: (id) => void tables().keys.delete(id),
    markUsed: (id, at) => {
      const key = tables().keys.get(id);
      if (key !== undefined) tables().keys.set(id, { ...key, lastUsedAt: at });
    },
  };
}

export function memorySessions(tables: () => Tables): Sync<Sessions> {
  return {
    all: () => [...tables().sessions.values()],
    add: (session) => {
      const { sessions } = tables();
      if (sessions.has(session.digest)) throw new Error(`the session ${session.id} is there already`);
      sessions.set(session.digest, session);
    },
    markUsed: (digest, at) => {
      const session = tables().sessions.get(digest);
      if (session !== undefined) tables().sessions.set(digest, { ...session, lastUsedAt: at });
    },
    delete: (digests) => {
      for (const digest of digests) tables().sessions.delete(digest);
    },
    find: (digest) => tables().sessions.get(digest),
    links: () => [...tables().links.values()],
    addLink: (link) => insert(tables().links, link.digest, link),
    takeLink: (digest) => {
      const link = tables().links.get(digest);
      tables().links.delete(digest);
      return link;
    },
    deleteLinks: (digests) => {
      for (const digest of digests) tables().links.delete(digest);
    },
  };
}

export function memorySharedKeys(tables: () => Tables): Sync<SharedKeys> {
  return {
    find: (name) => tables().sharedKeys.get(name),
    replace: (key, before) => {
      const there = tables().sharedKeys.get(key.name)?.digest ?? null;
      if (there !== before) return false;
      tables().sharedKeys.set(key.name, key);
      return true;
    },
  };
}

export function memoryAudit(tables: () => Tables): Sync<Audit> {
  return {
    record: (change) => {
      const id = nextNumber(tables(), 'audit');
      tables().audit.set(id, { ...change, id });
      return id;
    },
    complete: (id, end) => {
      const change = tables().audit.get(id);
      if (change !== undefined) tables().audit.set(id, { ...change, ...end });
    },
    drop: (id) => void tables().audit.delete(id),
    page: ({ who, what, ...span }, page) =>
      pageOf(
        [...tables().audit.values()].filter(
          (change) =>
            (who === null || change.who === who) &&
            (what === null || change.what === what) &&
            isWithin(span, change.at),
        ),
        page,
        { timeOf: ({ at }) => at, order: 'newest first' },
      ),
  };
}
