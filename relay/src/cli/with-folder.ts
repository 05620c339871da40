import { createLog } from '../log.js';
import { lockFolder } from '../store/folder-lock.js';
import { areOthersAt, openLockedStoreAt } from '../store/place.js';
import { readEnvironment } from './environment.js';
import type { Store } from '../store/store.js';
import { systemClock } from '../clock.js';
import { StoredSecrets } from '../seals/stored-secrets.js';

/** A data folder that is locked against relays, and the store that goes with it. */
export interface OpenFolder {
  readonly dataFolder: string;
  readonly store: Store;
  /** Whether relays with other data folders can work on the store meanwhile. */
  readonly areOthers: boolean;
  readonly openSecrets: () => Promise<StoredSecrets>;
}

/**
 * Works on the data folder itself, which no relay can take meanwhile. Where none has ever run there, it is made. Throws a
 * `ConnectError` where one runs on it, or where the folder is not as it was left.
 */
export async function withFolder<Value>(
  env: NodeJS.ProcessEnv,
  work: (folder: OpenFolder) => Promise<Value>,
): Promise<Value> {
  const place = readEnvironment(env);
  const { dataFolder } = place;
  const lock = lockFolder(dataFolder);
  try {
    const log = createLog({ readable: false, level: 'silent' });
    const store = await openLockedStoreAt(place, { lock, log });
    try {
      return await work({
        ...{ dataFolder, store, areOthers: areOthersAt(place) },
        openSecrets: () =>
          StoredSecrets.open({
            ...{ dataFolder, secretsKey: place.secretsKey, store },
            ...{ areOthers: areOthersAt(place), now: () => systemClock.now() },
          }),
      });
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}
