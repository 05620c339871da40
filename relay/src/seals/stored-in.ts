import { hasStore, openStoreAt, type StorePlace } from '../store/place.js';
import { StoredSecrets } from './stored-secrets.js';

/**
 * What `store:` references of a relay stand for, for commands beside a relay; nothing where none has ever run. What
 * is given throws a `ConnectError` where a stored secret cannot be opened.
 */
export async function storedSecretsIn(place: StorePlace): Promise<(name: string) => string | undefined> {
  if (!hasStore(place)) return () => undefined;
  const store = await openStoreAt(place);
  try {
    const stored = await StoredSecrets.open(place.dataFolder, store);
    return (name) => stored.read(name);
  } finally {
    await store.close();
  }
}
