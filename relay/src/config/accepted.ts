import { restoreConfig, type ConnectConfig } from '@convoso-connect/core/config';
import { hasStore, openFolderStore } from '../store/sqlite/folder-store.js';
import type { StoreReads } from '../store/store.js';

/** The configuration accepted last, with references in the place of its secrets; null where none has been yet. */
export async function acceptedConfig(
  store: Pick<StoreReads, 'configuration'>,
): Promise<ConnectConfig | null> {
  const revision = await store.configuration.latest();
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
  if (!hasStore(dataFolder)) return null;
  const store = await openFolderStore(dataFolder);
  try {
    return await acceptedConfig(store);
  } finally {
    await store.close();
  }
}
