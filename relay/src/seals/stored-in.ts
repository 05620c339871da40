import { ConnectError } from '@convoso-connect/core';
import { areOthersAt, lookAt, type StorePlace } from '../store/place.js';
import { besideRelays } from './seal-key-faults.js';
import { SealKey, type SealKeyPlace } from './seal-key.js';
import { openedBy } from './stored-secrets.js';

/**
 * What `store:` references of a relay stand for, for commands beside a relay; nothing where none has ever run. What
 * is given throws a `ConnectError` where a stored secret cannot be opened.
 */
export async function storedSecretsIn(
  place: StorePlace & SealKeyPlace,
): Promise<(name: string) => string | undefined> {
  return lookAt(place, async (store) => {
    if (store === null) return () => undefined;
    const { dataFolder, secretsKey } = place;
    const sharedKeys = areOthersAt(place) ? store.sharedKeys : null;
    const key = await SealKey.open({ dataFolder, secretsKey, sharedKeys });
    const stored = new Map((await store.configuration.secrets()).map((row) => [row.name, row]));
    const areRelays = areOthersAt(place) && (await store.relays.registered()).length > 0;
    return (name) => {
      const row = stored.get(name);
      if (row === undefined) return undefined;
      try {
        return row.open ?? openedBy(key, row);
      } catch (error) {
        throw areRelays && error instanceof ConnectError ? besideRelays(error) : error;
      }
    };
  });
}
