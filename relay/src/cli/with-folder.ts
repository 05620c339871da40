import { existsSync } from 'node:fs';
import { createLog } from '../log.js';
import { lockFolder } from '../store/folder-lock.js';
import { assertStore, assertStoreOrNone, assertTablesAt } from '../store/no-store.js';
import { areOthersAt, openLockedStoreAt } from '../store/place.js';
import { readEnvironment } from './environment.js';
import { printError } from './print.js';
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
 * Works on the data folder itself, which no relay can take meanwhile. Throws a `ConnectError` where one runs on it, none ever has, or the
 * folder is not as it was left.
 */
export async function withFolder<Value>(
  env: NodeJS.ProcessEnv,
  work: (folder: OpenFolder) => Promise<Value>,
): Promise<Value> {
  const place = readEnvironment(env);
  assertStore(place);
  await assertTablesAt(place);
  return withNewFolder(env, work);
}

/** The same for what may be made before the first start: a folder that is not there is made, and said to be. */
export async function withNewFolder<Value>(
  env: NodeJS.ProcessEnv,
  work: (folder: OpenFolder) => Promise<Value>,
): Promise<Value> {
  const place = readEnvironment(env);
  const { dataFolder } = place;
  assertStoreOrNone(place);
  if (!existsSync(dataFolder)) printError(`There was no data folder ${dataFolder}, and it is made.\n`);
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
