import { ConnectError } from '@convoso-connect/core';
import { systemClock } from '../clock.js';
import { areOthersAt, hasStore, openStoreAt, type StorePlace } from '../store/place.js';
import { besideRelays } from './seal-key-faults.js';
import type { SealKeyPlace } from './seal-key.js';
import { StoredSecrets } from './stored-secrets.js';

/**
 * What `store:` references of a relay stand for, for commands beside a relay; nothing where none has ever run. What
 * is given throws a `ConnectError` where a stored secret cannot be opened.
 */
export async function storedSecretsIn(
  place: StorePlace & SealKeyPlace,
): Promise<(name: string) => string | undefined> {
  if (!hasStore(place)) return () => undefined;
  const store = await openStoreAt(place);
  try {
    const stored = await StoredSecrets.open({
      ...{ dataFolder: place.dataFolder, secretsKey: place.secretsKey },
      ...{ store, areOthers: areOthersAt(place), now: () => systemClock.now() },
    });
    const areRelays = areOthersAt(place) && (await store.relays.registered()).length > 0;
    return (name) => {
      try {
        return stored.read(name);
      } catch (error) {
        throw areRelays && error instanceof ConnectError ? besideRelays(error) : error;
      }
    };
  } finally {
    await store.close();
  }
}
