import { sql, type Transaction } from 'kysely';
import type { Schema } from '../schema.js';
import type { Connection, Db } from '../sql/connection.js';
import { actAsRelay, type Instant } from '../sql/commands/relays.js';
import { sqlParts } from '../sql/parts.js';
import { personReads, retention } from '../sql/removals.js';
import type { ReadStore, Store, StoreParts, StoreReads, Unit } from '../store.js';
import { together } from '../together.js';
import { tellingParts, tellingStore } from '../telling.js';
import { failingTargets } from './commands/failing-targets.js';
import { lockLeads } from './commands/lock-leads.js';
import { lockMarks } from './commands/lock-marks.js';
import { lockRelays } from './commands/lock-relays.js';
import type { Connected } from './connect.js';
import { notify } from './notices.js';
import { postgresPersons } from './persons.js';
import { Units } from './units.js';

export interface PostgresStoreParts extends Connected {
  /** Takes deleted rows out of the tables. */
  readonly eraseDeleted: () => Promise<boolean>;
  readonly close: () => Promise<void>;
  /** Whose words it is by which other relays are told of changes: what one has said itself it need not hear. */
  readonly speaker?: string;
}

/**
 * The store in Postgres. The units of one relay come one after the other, as they do everywhere; those of others meet them in
 * the database alone, which is why leads are locked. A commit is safe as it returns.
 */
export function postgresStore({
  db,
  driver,
  transaction,
  eraseDeleted,
  close,
  speaker = '',
}: PostgresStoreParts): Store {
  const units = new Units();
  const unit = <Value>(work: (unit: Unit) => Promise<Value>): Promise<Value> =>
    units.next(() => transaction((tx) => work(unitOf(tx, speaker))));
  return {
    ...tellingStore(partsOn(db), unit),
    persons: postgresPersons(db, eraseDeleted),
    retention: retention(db),
    turn: unit,
    durably: unit,
    synced: () => Promise.resolve(),
    quiet: () => Promise.resolve(),
    worksIn: 'another process',
    get writes() {
      return driver.writes;
    },
    close,
  };
}

function unitOf(tx: Transaction<Schema>, speaker: string): Unit {
  return {
    ...tellingParts(partsOn(tx), () => notify(tx, speaker)),
    lockLeads: (leadKeys) => lockLeads(tx, leadKeys),
    actAs: (relay) => actAsRelay(tx, relay),
    touch: () => touch(tx),
  };
}

/** In milliseconds, at the statement and not at the beginning of its transaction. */
function databaseTime(): Instant {
  return sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
}

/** What both databases ask in the same way, and what Postgres is asked in its own. */
function partsOn(db: Connection): StoreParts {
  const parts = sqlParts(db, databaseTime);
  return {
    ...parts,
    intake: {
      ...parts.intake,
      firstsOf: async (arrived) => {
        const [, firsts] = await together(lockMarks(db, arrived), parts.intake.firstsOf(arrived));
        return firsts;
      },
    },
    relays: {
      ...parts.relays,
      register: async (relay) => {
        await lockRelays(db);
        return parts.relays.register(relay);
      },
    },
    pending: { ...parts.pending, failingTargets: () => failingTargets(db) },
  };
}

/** Writes a row as it is: a database that is full, or that nobody may write to, refuses that like any other write. */
async function touch(tx: Connection): Promise<void> {
  await sql`update kysely_migration_lock set is_locked = is_locked`.execute(tx);
}

/**
 * The same for reading alone. What is asked while a snapshot is read has connections of its own, so that it need not wait for one
 * that a snapshot has.
 */
export function readStoreOf(db: Db, ofSnapshots: Db): ReadStore {
  return {
    ...readsOn(db),
    snapshot: (read) => ofSnapshots.transaction().execute((tx) => read(readsOn(tx))),
    close: async () => {
      await db.destroy();
      await ofSnapshots.destroy();
    },
  };
}

function readsOn(db: Connection): StoreReads {
  return { ...partsOn(db), persons: personReads(db) };
}
