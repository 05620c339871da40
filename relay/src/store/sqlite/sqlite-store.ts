import type { Transaction } from 'kysely';
import type { Checkpoints } from '../checkpoints.js';
import { GroupCommit, type Sync } from '../group-commit.js';
import type { Schema } from '../schema.js';
import type { Db } from '../sqlite.js';
import type { ReadStore, Store, StoreParts, Unit } from '../store.js';
import { sqliteParts } from './parts.js';
import { touchStore } from './commands/probe.js';
import { sqlitePersonReads, sqlitePersons, sqliteRetention } from './removals.js';

export interface SqliteStoreParts {
  readonly db: Db;
  /** Brings to the disk what turns have committed. */
  readonly sync: Sync;
  readonly checkpoints?: Checkpoints;
  readonly close: () => Promise<void>;
}

/** The store in an embedded database, which has one writer: units of work come one after the other by themselves. */
export function sqliteStore({ db, sync, checkpoints, close }: SqliteStoreParts): Store {
  const commits = new GroupCommit(db, sync, checkpoints);
  return {
    ...sqliteParts(db),
    persons: sqlitePersons(db),
    retention: sqliteRetention(db),
    turn: (work) => commits.transaction((tx) => work(unitOf(tx))),
    durably: (work) => db.transaction().execute((tx) => work(unitOf(tx))),
    synced: () => commits.synced(),
    quiet: () => commits.quiet(),
    get writes() {
      return commits.writes;
    },
    close,
  };
}

function unitOf(tx: Transaction<Schema>): Unit {
  const parts: StoreParts = sqliteParts(tx);
  return { ...parts, lockLeads: () => Promise.resolve(), touch: () => touchStore(tx) };
}

/** The same for reading alone, on a connection that cannot write. */
export function readStoreOf(db: Db): ReadStore {
  return { ...sqliteParts(db), persons: sqlitePersonReads(db), close: () => db.destroy() };
}
