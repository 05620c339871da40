import { restoreConfig, type ConnectConfig } from '@convoso-connect/core/config';
import { latestRevision } from '../store/commands/revisions.js';
import { settleMark } from '../store/open-store.js';
import { hasDatabase, openSqlite, type Db } from '../store/sqlite.js';

/** The configuration accepted last, with references in the place of its secrets; null where none has been yet. */
export async function acceptedConfig(db: Db): Promise<ConnectConfig | null> {
  const revision = await latestRevision(db);
  if (revision === undefined) return null;
  try {
    return restoreConfig(revision.document);
  } catch {
    // One that is damaged excuses nothing, and must not keep a good document from being accepted.
    return null;
  }
}

/** The same of a data folder, where no relay need ever have run; may be asked while one runs. */
export async function acceptedConfigIn(dataFolder: string): Promise<ConnectConfig | null> {
  if (!hasDatabase(dataFolder)) return null;
  const db = await openSqlite(dataFolder);
  try {
    return await acceptedConfig(db);
  } finally {
    await db.destroy();
    settleMark(dataFolder);
  }
}
