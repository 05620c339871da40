import { randomUUID } from 'node:crypto';
import type { Log } from '../../log.js';
import { LockWatch } from '../lock-watch.js';
import type { OpenStore } from '../opened-store.js';
import { assertSameVersion } from '../table-version.js';
import type { ReadStore, Store } from '../store.js';
import { addressOf, type Address } from './address.js';
import { appliedIn } from './applied.js';
import { connect } from './connect.js';
import { Listener } from './listener.js';
import { POSTGRES_MIGRATIONS } from './migrations.js';
import { postgresStore, readStoreOf } from './postgres-store.js';
import { prepare } from './prepare.js';
import { vacuum } from './vacuum.js';

/** The store that `DATABASE_URL` names, for a relay. The data folder holds no database then. */
export function openPostgres(databaseUrl: string): OpenStore {
  return async ({ log, dataFolder, lock, faulty }) => {
    const address = addressOf(databaseUrl);
    const speaker = randomUUID();
    const listeners: Listener[] = [];
    const stopListening = async (): Promise<void> => {
      await Promise.all(listeners.map((each) => each.stop()));
    };
    return {
      store: await openStoreOf(address, { log, speaker, closing: stopListening }),
      // Not all that a relay knows of the others is in the store yet (docs/store.md).
      sharing: 'shared',
      // The lock alone: whoever has the folder takes those for dead that had it before.
      watch: new LockWatch({ dataFolder, lock, log, tell: faulty }),
      onToldByOthers: (heard) => {
        listeners.push(new Listener({ address, speaker, log, heard }));
      },
      openReads: () => openPostgresReads(databaseUrl),
    };
  };
}

/** The same for a command, which relays may have open as well. */
export async function openPostgresStore(
  databaseUrl: string,
  log: Pick<Log, 'warn'>,
  speaker: string = randomUUID(),
): Promise<Store> {
  return await openStoreOf(addressOf(databaseUrl), { log, speaker, closing: () => Promise.resolve() });
}

interface Opening {
  readonly log: Pick<Log, 'warn'>;
  /** Whose words it is by which other relays are told of changes. */
  readonly speaker: string;
  /** What is to end before the store does. */
  readonly closing: () => Promise<void>;
}

async function openStoreOf(address: Address, { log, speaker, closing }: Opening): Promise<Store> {
  await prepare(address, log);
  const connected = connect(address, 'work');
  const eraseDeleted = (): Promise<boolean> => vacuumAt(address);
  const close = async (): Promise<void> => {
    await closing();
    await connected.db.destroy();
  };
  return postgresStore({ ...connected, speaker, eraseDeleted, close });
}

/** On a connection of its own: a large table takes longer than any other statement may. */
async function vacuumAt(address: Address): Promise<boolean> {
  const { db } = connect(address, 'migration');
  try {
    return await vacuum(db);
  } finally {
    await db.destroy();
  }
}

/** For reading alone, beside relays that may be writing to it. */
export async function openPostgresReads(databaseUrl: string): Promise<ReadStore> {
  const address = addressOf(databaseUrl);
  return Promise.resolve(readStoreOf(connect(address, 'reads').db, connect(address, 'reads').db));
}

/**
 * The same for a command that looks: null where the database has no tables of the relay, and makes none. Throws a `ConnectError`
 * (`STORE_VERSION`) where they are those of another version.
 */
export async function openPostgresToLook(databaseUrl: string): Promise<ReadStore | null> {
  const applied = await appliedAt(databaseUrl);
  if (applied === null) return null;
  assertSameVersion(applied, new Set(Object.keys(POSTGRES_MIGRATIONS)), 'this database');
  return openPostgresReads(databaseUrl);
}

/** Whether a database has tables of the relay. */
export async function hasTables(databaseUrl: string): Promise<boolean> {
  return (await appliedAt(databaseUrl)) !== null;
}

async function appliedAt(databaseUrl: string): Promise<ReadonlySet<string> | null> {
  const { db } = connect(addressOf(databaseUrl), 'reads');
  try {
    return await appliedIn(db);
  } finally {
    await db.destroy();
  }
}
