import { ConnectError } from '@convoso-connect/core';
import { SHORTEST_KEY, keepKey, keyFileIn, makeKey, newKey, readKeyFile } from '../access/key-file.js';
import { commonKeyAt, digestOfKey, rotateShared } from '../access/common-key.js';
import { keyIsElsewhere, replacedKey } from '../access/shared-key-text.js';
import { systemClock } from '../clock.js';
import { keyOfEnvironment } from '../access/api-key.js';
import { lockFolder } from '../store/folder-lock.js';
import { assertStoreOrNone, neverStarted } from '../store/no-store.js';
import { areOthersAt, hasStore } from '../store/place.js';
import { askRelay } from './ask-relay.js';
import { audited } from './audited.js';
import { readEnvironment } from './environment.js';
import { print, printError } from './print.js';
import { withFolder } from './with-folder.js';

export interface KeyOptions {
  readonly rotate?: boolean;
}

/** Prints a link that signs a browser in to the running relay. */
export async function printLink(env: NodeJS.ProcessEnv): Promise<void> {
  const { url } = await askRelay<{ url: string }>({ method: 'POST', place: 'links' }, env);
  print(`${url}\n`);
  printError('It signs one browser in, once, within ten minutes, for twelve hours at most.\n');
}

/** Prints the API key that the data folder keeps; with `--rotate` a new one, from which on the former opens nothing. */
export async function printKey({ rotate = false }: KeyOptions, env: NodeJS.ProcessEnv): Promise<void> {
  if (rotate) await rotateKey(env);
  const place = readEnvironment(env);
  const { dataFolder, apiKey } = place;
  const common = areOthersAt(place) ? await commonKeyAt(place) : undefined;
  if (apiKey !== undefined && apiKey.length >= SHORTEST_KEY) {
    print(`${apiKey}\n`);
    printError('It is that of CONNECT_API_KEY here.\n');
    if (common !== undefined && common.digest !== digestOfKey(apiKey))
      printError(`${replacedKey('CONNECT_API_KEY', common.since)}\n`);
    return;
  }
  if ((await sourceOfRunning(env)) === 'environment')
    throw keyOfEnvironment(areOthersAt(place) ? 'all relays on the database' : 'the data folder');
  const key = readKeyFile(dataFolder);
  if (common !== undefined && (key === null || common.digest !== digestOfKey(key)))
    throw keyIsElsewhere(keyFileIn(dataFolder), common.since);
  if (key === null) {
    const remedy = 'Start the relay once: npm start. It makes one.';
    throw new ConnectError('NO_API_KEY', `there is no API key in ${keyFileIn(dataFolder)} yet`, remedy);
  }
  print(`${key}\n`);
}

async function sourceOfRunning(env: NodeJS.ProcessEnv): Promise<string | null> {
  try {
    return (await askRelay<{ source: string }>({ method: 'GET', place: 'key' }, env)).source;
  } catch (error) {
    if (isNotRunning(error)) return null;
    throw error;
  }
}

async function rotateKey(env: NodeJS.ProcessEnv): Promise<void> {
  try {
    await askRelay({ method: 'POST', place: 'key/rotate' }, env);
  } catch (error) {
    if (!isNotRunning(error)) throw error;
    const place = readEnvironment(env);
    const { dataFolder } = place;
    if (hasStore(place)) {
      await withFolder(env, ({ store, areOthers }) =>
        audited(store, 'key.rotate', async (change) => {
          const key = newKey();
          if (areOthers) await rotateShared(store, key, systemClock.now());
          keepKey(dataFolder, key);
          change.note({ part: 'admin key' });
        }),
      );
      return;
    }
    assertStoreOrNone(place);
    if (readKeyFile(dataFolder) === null) throw neverStarted(dataFolder);
    const lock = lockFolder(dataFolder);
    makeKey(dataFolder);
    lock.release();
  }
}

function isNotRunning(error: unknown): boolean {
  return error instanceof ConnectError && error.code === 'RELAY_NOT_RUNNING';
}
