import { ConnectError } from '@convoso-connect/core';
import type { Accepted } from '../reads/revisions.js';
import { InProcessReader } from '../reads/in-process-reader.js';
import type { Reader } from '../reads/reader.js';
import { assertStore } from '../store/no-store.js';
import { areOthersAt, hasStore } from '../store/place.js';
import { readEnvironment } from './environment.js';

/**
 * Reads in the data folder, whether or not a relay runs on it. Nothing is written there. Throws where there is nothing to read: a
 * `ConnectError` (NEVER_STARTED, DATABASE_URL_MISSING), or a fault of the folder.
 */
export async function withReader<Value>(
  env: NodeJS.ProcessEnv,
  work: (reader: Reader) => Promise<Value>,
): Promise<Value> {
  assertStore(readEnvironment(env));
  return withReaderIfAny(env, (reader) => {
    if (reader === null) throw new Error('the store is gone');
    return work(reader);
  });
}

/** The same for what can be done without; null to `work` where there is nothing to read. */
export async function withReaderIfAny<Value>(
  env: NodeJS.ProcessEnv,
  work: (reader: Reader | null) => Promise<Value>,
): Promise<Value> {
  const place = readEnvironment(env);
  if (!hasStore(place)) return work(null);
  const reader = new InProcessReader(place);
  try {
    return await work(reader);
  } finally {
    await reader.close();
  }
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
