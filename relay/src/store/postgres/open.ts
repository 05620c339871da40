import type { Log } from '../../log.js';
import type { OpenStore, StoreWatch } from '../opened-store.js';
import type { ReadStore, Store } from '../store.js';
import { addressOf, type Address } from './address.js';
import { connect } from './connect.js';
import { postgresStore, readStoreOf } from './postgres-store.js';
import { prepare } from './prepare.js';
import { vacuum } from './vacuum.js';

/** The store that `DATABASE_URL` names, for a relay. The data folder holds no database then. */
export function openPostgres(databaseUrl: string): OpenStore {
  return async ({ log }) => ({
    store: await openPostgresStore(databaseUrl, log),
    // Not all that a relay knows of the others is in the store yet (docs/store.md).
    sharing: 'one at a time',
    watch: NOTHING_TO_WATCH,
    openReads: () => openPostgresReads(databaseUrl),
  });
}

/** The same for a command, which relays may have open as well. */
export async function openPostgresStore(databaseUrl: string, log: Pick<Log, 'warn'>): Promise<Store> {
  const address = addressOf(databaseUrl);
  await prepare(address, log);
  const connected = connect(address, 'work');
  const eraseDeleted = (): Promise<boolean> => vacuumAt(address);
  return postgresStore({ ...connected, eraseDeleted, close: () => connected.db.destroy() });
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

/** The same for reading alone, beside relays that may be writing to it. */
export async function openPostgresReads(databaseUrl: string): Promise<ReadStore> {
  const address = addressOf(databaseUrl);
  return Promise.resolve(readStoreOf(connect(address, 'reads').db, connect(address, 'reads').db));
}

/** No files of its own: what becomes of the database is told by every statement. */
const NOTHING_TO_WATCH: StoreWatch = { fault: null, beat: () => undefined };
