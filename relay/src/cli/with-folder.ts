import { createLog } from '../log.js';
import { lockFolder } from '../store/folder-lock.js';
import { openLockedStoreAt } from '../store/place.js';
import { readEnvironment } from './environment.js';
import type { Store } from '../store/store.js';

/**
 * Works on the data folder itself, which no relay can take meanwhile. Where none has ever run there, it is made. Throws a
 * `ConnectError` where one runs on it, or where the folder is not as it was left.
 */
export async function withFolder<Value>(
  env: NodeJS.ProcessEnv,
  work: (folder: { dataFolder: string; store: Store }) => Promise<Value>,
): Promise<Value> {
  const place = readEnvironment(env);
  const { dataFolder } = place;
  const lock = lockFolder(dataFolder);
  try {
    const log = createLog({ readable: false, level: 'silent' });
    const store = await openLockedStoreAt(place, { lock, log });
    try {
      return await work({ dataFolder, store });
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}
