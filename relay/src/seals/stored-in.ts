import { settleMark } from '../store/open-store.js';
import { hasDatabase, openSqlite } from '../store/sqlite.js';
import { StoredSecrets } from './stored-secrets.js';

/**
 * What `store:` references of a data folder stand for, for commands beside a relay; nothing where none has ever run. What
 * is given throws a `ConnectError` where a stored secret cannot be opened.
 */
export async function storedSecretsIn(dataFolder: string): Promise<(name: string) => string | undefined> {
  if (!hasDatabase(dataFolder)) return () => undefined;
  const db = await openSqlite(dataFolder);
  try {
    const stored = await StoredSecrets.open(dataFolder, db);
    return (name) => stored.read(name);
  } finally {
    await db.destroy();
    settleMark(dataFolder);
  }
}
