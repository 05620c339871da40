import { ConnectError } from '@convoso-connect/core';
import type { Accepted } from '../reads/revisions.js';
import { readerOf } from '../reads/in-process-reader.js';
import { localTime } from '../explain/local-time.js';
import type { Reader } from '../reads/reader.js';
import { assertStore, neverRunAt } from '../store/no-store.js';
import { areOthersAt, lookAt } from '../store/place.js';
import { LATEST_NOTICES } from '../store/ports/notices.js';
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
  const none = `no configuration has been accepted in this ${where} yet`;
  const refusal = await refusalIn(reader);
  if (refusal === null) throw new ConnectError('NO_CONFIGURATION', none, 'Start the relay once: npm start');
  throw new ConnectError(
    'NO_CONFIGURATION',
    `${none}: the last start refused it at ${refusal.at}\n${refusal.why}`,
    'Mend that, look with npm run connect -- doctor whether all is well, and start the relay again: npm start',
  );
}

/** Why the configuration was refused, where it still is; a start that comes to nothing leaves word of it. */
async function refusalIn(reader: Reader): Promise<{ readonly at: string; readonly why: string } | null> {
  const { notifications } = await reader.ask('notifications', { after: null, limit: LATEST_NOTICES });
  const refused = notifications.find(
    ({ kind, resolvedAt }) => kind === 'config-refused' && resolvedAt === null,
  );
  // The account whose clock it would be told by is in what was refused.
  return refused === undefined ? null : { at: localTime(refused.lastAt, 'UTC'), why: refused.message };
}
