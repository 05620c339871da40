import { ConnectError } from '@convoso-connect/core';
import { SHORTEST_KEY, keyFileIn, makeKey, readKeyFile } from '../access/key-file.js';
import { keyOfEnvironment } from '../access/api-key.js';
import { lockFolder } from '../store/folder-lock.js';
import { hasStore } from '../store/place.js';
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
  const { dataFolder, apiKey } = readEnvironment(env);
  if (apiKey !== undefined && apiKey.length >= SHORTEST_KEY) {
    print(`${apiKey}\n`);
    printError('It is that of CONNECT_API_KEY here.\n');
    return;
  }
  if ((await sourceOfRunning(env)) === 'environment') throw keyOfEnvironment();
  const key = readKeyFile(dataFolder);
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
      await withFolder(env, ({ store }) =>
        audited(store, 'key.rotate', (change) => {
          makeKey(dataFolder);
          change.note({ part: 'admin key' });
          return Promise.resolve();
        }),
      );
      return;
    }
    const lock = lockFolder(dataFolder);
    makeKey(dataFolder);
    lock.release();
  }
}

function isNotRunning(error: unknown): boolean {
  return error instanceof ConnectError && error.code === 'RELAY_NOT_RUNNING';
}
