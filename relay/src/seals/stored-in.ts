import { hasStore, openFolderStore } from '../store/sqlite/folder-store.js';
import { StoredSecrets } from './stored-secrets.js';

/**
 * What `store:` references of a data folder stand for, for commands beside a relay; nothing where none has ever run. What
 * is given throws a `ConnectError` where a stored secret cannot be opened.
 */
export async function storedSecretsIn(dataFolder: string): Promise<(name: string) => string | undefined> {
  if (!hasStore(dataFolder)) return () => undefined;
  const store = await openFolderStore(dataFolder);
  try {
    const stored = await StoredSecrets.open(dataFolder, store);
    return (name) => stored.read(name);
  } finally {
    await store.close();
  }
}
