import { ConnectError } from '@convoso-connect/core';
import { SHORTEST_KEY, readKeyFile } from '../access/key-file.js';
import { localUrl } from '../access/own-names.js';
import { whereaboutsIn } from '../access/whereabouts.js';
import { hasStore } from '../store/place.js';
import { readEnvironment } from './environment.js';

/** Where a relay is to be asked, and with what. */
export interface FoundRelay {
  readonly url: string;
  /** Null where none is known. */
  readonly key: string | null;
}

/**
 * The relay that runs on the data folder, by the word that it leaves there. Where there is none, or `PORT` names another one, it is looked for
 * by the environment; but not where `CONNECT_DATA` names a folder with a store of its own: a shell that has the `PORT` and the key of another
 * relay would change that one, and whoever works on a restored copy would not notice. Null where none is to be asked.
 */
export function findRelay(env: NodeJS.ProcessEnv): FoundRelay | null {
  const { dataFolder, databaseUrl, host = '127.0.0.1', port, apiKey } = readEnvironment(env);
  const running = whereaboutsIn(dataFolder);
  const isOwnFolder = Boolean(env['CONNECT_DATA']) && databaseUrl === undefined && hasStore({ dataFolder });
  const meansAnother =
    !isOwnFolder && Boolean(env['PORT']) && port !== 0 && running !== null && portOf(running.url) !== port;
  if (running !== null && !meansAnother) return { url: running.url, key: running.token };
  if (isOwnFolder) return null;
  const given = apiKey !== undefined && apiKey.length >= SHORTEST_KEY ? apiKey : null;
  return { url: localUrl(host, port), key: given ?? readKeyFile(dataFolder) };
}

function portOf(url: string): number {
  return Number(new URL(url).port || 80);
}

/** No relay answers where one was looked for, or none is to be asked. */
export function notRunning(looked: FoundRelay | null, env: NodeJS.ProcessEnv): ConnectError {
  const { dataFolder, databaseUrl } = readEnvironment(env);
  if (looked === null) {
    return new ConnectError(
      'RELAY_NOT_RUNNING',
      `no relay runs on the data folder ${dataFolder}`,
      'Start it with npm start. To ask another relay, set CONNECT_DATA to its folder; or leave it out, name the relay with HOST and PORT, ' +
        'and give its key as CONNECT_API_KEY.',
    );
  }
  const { url } = looked;
  if (databaseUrl !== undefined) {
    return new ConnectError(
      'RELAY_NOT_RUNNING',
      `no relay answers at ${url}`,
      `Relays on the database may run elsewhere, and this needs one: run it on the machine of a relay, with the CONNECT_DATA of that, or ` +
        `name one with HOST and PORT and give its key as CONNECT_API_KEY. This looked for the one on the data folder ${dataFolder}.`,
    );
  }
  return new ConnectError(
    'RELAY_NOT_RUNNING',
    `no relay answers at ${url}`,
    `Start it with npm start. This looked for the one on the data folder ${dataFolder}; name another with CONNECT_DATA.`,
  );
}

/** What answers lets nobody in without its key, or with this one: who runs a command knows of no header. */
export function keyRefused({ url, key }: FoundRelay): ConnectError {
  return new ConnectError(
    'API_KEY_NEEDED',
    key === null
      ? `the relay at ${url} asks for its API key, and none is known here`
      : `the relay at ${url} does not take the API key that it was sent: it is another one's, mistyped or of before a rotation`,
    'Set CONNECT_API_KEY to the key of that relay, which npm run connect -- key shows on its machine; or set CONNECT_DATA to its folder.',
  );
}
