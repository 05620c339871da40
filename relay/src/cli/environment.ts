import path from 'node:path';
import { ConnectError } from '@convoso-connect/core';
import { DEFAULT_PORT } from '../start/options.js';
import { assertNoFile } from '../store/data-folder.js';
import { areOthersAt, hasStore } from '../store/place.js';

/** What the environment says about where and how to run. */
export interface Environment {
  readonly dataFolder: string;
  /** Where what the relay knows is kept, where that is not in the data folder. */
  readonly databaseUrl?: string;
  readonly configFile?: string;
  readonly host?: string;
  readonly port: number;
  readonly apiKey?: string;
  /** What stored secrets are encrypted with, where that is not in the data folder. */
  readonly secretsKey?: string;
}

/**
 * Reads `PORT`, `HOST`, `CONNECT_DATA`, `DATABASE_URL`, `CONNECT_CONFIG`, `CONNECT_API_KEY` and `CONNECT_SECRETS_KEY`; empty ones count as
 * unset. Throws a `ConnectError` that names what cannot be: BAD_DATA_FOLDER, BAD_PORT.
 */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const { CONNECT_DATA, DATABASE_URL, CONNECT_CONFIG, HOST, CONNECT_API_KEY, CONNECT_SECRETS_KEY } = env;
  const dataFolder = path.resolve(CONNECT_DATA || 'data');
  // Else each command would tell of it in the words of what it looks for there.
  assertNoFile(dataFolder);
  return {
    dataFolder,
    port: readPort(env['PORT']),
    ...(DATABASE_URL ? { databaseUrl: DATABASE_URL } : {}),
    ...(CONNECT_CONFIG ? { configFile: path.resolve(CONNECT_CONFIG) } : {}),
    ...(HOST ? { host: HOST } : {}),
    ...(CONNECT_API_KEY ? { apiKey: CONNECT_API_KEY } : {}),
    ...(CONNECT_SECRETS_KEY ? { secretsKey: CONNECT_SECRETS_KEY } : {}),
  };
}

/** Where the configuration is: the file that is named, or the one that the first start writes. */
export function configFileOf({ configFile, dataFolder }: Environment): string {
  return configFile ?? path.join(dataFolder, 'connect.json');
}

/** What to do where there is no configuration file; undefined where it was named, and the name is wrong. */
export function ifNoConfigFile({ configFile, ...place }: Environment): string | undefined {
  if (configFile !== undefined) return undefined;
  if (areOthersAt(place))
    return 'Start a relay once: the database has no configuration yet, and the first relay takes one in.';
  return hasStore(place)
    ? 'Put it back, or set CONNECT_CONFIG to the file that is used instead.'
    : 'Start the relay once, which writes a sample there: npm start';
}

/** The first four are what people need; the others are the logger's own. */
const LOG_LEVELS = ['error', 'warn', 'info', 'debug', 'fatal', 'trace', 'silent'];

/** `LOG_LEVEL`; an empty one counts as unset. */
export function readLogLevel(env: NodeJS.ProcessEnv): string {
  const level = env['LOG_LEVEL'] || 'info';
  if (LOG_LEVELS.includes(level)) return level;
  throw new ConnectError(
    'BAD_LOG_LEVEL',
    `LOG_LEVEL is ${JSON.stringify(level)}`,
    'Use error, warn, info or debug, or leave it out for info.',
  );
}

function readPort(text: string | undefined): number {
  if (!text) return DEFAULT_PORT;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new ConnectError(
    'BAD_PORT',
    `PORT is "${text}"`,
    'Give a number from 1 to 65535, 0 for any free one, or leave it out for 4780.',
  );
}
