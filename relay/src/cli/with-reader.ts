import { ConnectError } from '@convoso-connect/core';
import type { Accepted } from '../reads/revisions.js';
import { readerOf } from '../reads/in-process-reader.js';
import type { Reader } from '../reads/reader.js';
import { assertStore, neverRunAt } from '../store/no-store.js';
import { areOthersAt, lookAt } from '../store/place.js';
import type { ReadStore } from '../store/store.js';
import { readEnvironment } from './environment.js';
import { printError } from './print.js';

/**
 * Reads in the data folder, whether or not a relay runs on it. Nothing is written there. Throws where there is nothing to read: a
 * `ConnectError` (NEVER_STARTED, STORE_EMPTY, DATABASE_URL_MISSING), or a fault of the folder.
 */
export async function withReader<Value>(
  env: NodeJS.ProcessEnv,
  work: (reader: Reader) => Promise<Value>,
): Promise<Value> {
  return withReads(env, (store) => work(readerOf(store)));
}

/** The same, with the store itself. */
export async function withReads<Value>(
  env: NodeJS.ProcessEnv,
  work: (store: ReadStore) => Promise<Value>,
): Promise<Value> {
  const place = readEnvironment(env);
  assertStore(place);
  return lookAt(place, async (store) => {
    if (store === null) throw neverRunAt(place);
    return work(store);
  });
}

/** The same for what can be done without; null to `work` where there is nothing to read. */
export async function withReaderIfAny<Value>(
  env: NodeJS.ProcessEnv,
  work: (reader: Reader | null) => Promise<Value>,
): Promise<Value> {
  const place = readEnvironment(env);
  return lookAt(place, async (store) => {
    if (store !== null) return work(readerOf(store));
    // What is done then goes by the file alone, and it may well be that another database is meant.
    if (areOthersAt(place)) {
      const { message, remedy } = neverRunAt(place);
      printError(`Note: ${message}. ${remedy}\n`);
    }
    return work(null);
  });
}

/** The configuration accepted last. Throws a `ConnectError` where none was yet. */
export async function acceptedIn(
  reader: Reader,
  env: NodeJS.ProcessEnv,
): Promise<{ reader: Reader; accepted: Accepted }> {
  const accepted = await reader.ask('accepted', {});
  if (accepted !== null) return { reader, accepted };
  const where = areOthersAt(readEnvironment(env)) ? 'database' : 'data folder';
  throw new ConnectError(
    'NO_CONFIGURATION',
    `no configuration has been accepted in this ${where} yet`,
    'Start the relay once: npm start',
  );
}
