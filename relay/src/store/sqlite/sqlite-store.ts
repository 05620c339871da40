import { sql, type Transaction } from 'kysely';
import type { Checkpoints } from '../checkpoints.js';
import { GroupCommit, type Sync } from '../group-commit.js';
import type { Schema } from '../schema.js';
import type { Db } from '../sqlite.js';
import type { ReadStore, Store, Unit } from '../store.js';
import { actAsRelay, type Instant } from '../sql/commands/relays.js';
import { sqlParts } from '../sql/parts.js';
import { personReads, persons, retention } from '../sql/removals.js';
import { eraseFreePages } from './erase.js';
import { touchStore } from './probe.js';

export interface SqliteStoreParts {
  readonly db: Db;
  /** Brings to the disk what turns have committed. */
  readonly sync: Sync;
  readonly checkpoints?: Checkpoints;
  readonly close: () => Promise<void>;
  /** The clock of the store, by which leases go: an embedded one has that of its process, which alone works on it. */
  readonly now?: () => number;
}

/** The store in an embedded database, which has one writer: units of work come one after the other by themselves. */
export function sqliteStore({ db, sync, checkpoints, close, now = systemTime }: SqliteStoreParts): Store {
  const clock = (): Instant => sql.val(now());
  const commits = new GroupCommit(db, sync, checkpoints);
  return {
    ...sqlParts(db, clock),
    persons: persons(db, () => eraseFreePages(db)),
    retention: retention(db),
    turn: (work) => commits.transaction((tx) => work(unitOf(tx, clock))),
    durably: (work) => db.transaction().execute((tx) => work(unitOf(tx, clock))),
    synced: () => commits.synced(),
    quiet: () => commits.quiet(),
    worksIn: 'this process',
    get writes() {
      return commits.writes;
    },
    close,
  };
}

const systemTime = (): number => Date.now();

function unitOf(tx: Transaction<Schema>, clock: () => Instant): Unit {
  return {
    ...sqlParts(tx, clock),
    lockLeads: () => Promise.resolve(),
    actAs: (relay) => actAsRelay(tx, relay),
    touch: () => touchStore(tx),
  };
}

/** The same for reading alone, on a connection that cannot write. */
export function readStoreOf(db: Db): ReadStore {
  const reads = { ...sqlParts(db, () => sql.val(systemTime())), persons: personReads(db) };
  return { ...reads, snapshot: (read) => read(reads), close: () => db.destroy() };
}
