import { ConnectError } from '@convoso-connect/core';
import type { Accepted } from '../reads/revisions.js';
import { InProcessReader } from '../reads/in-process-reader.js';
import type { Reader } from '../reads/reader.js';
import { hasStore } from '../store/place.js';
import { readEnvironment } from './environment.js';

/**
 * Reads in the data folder, whether or not a relay runs on it; null to `work` where none ever has. Nothing is
 * written there.
 */
export async function withReader<Value>(
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
export async function acceptedIn(reader: Reader | null): Promise<{ reader: Reader; accepted: Accepted }> {
  const accepted = await reader?.ask('accepted', {});
  if (reader !== null && accepted !== null && accepted !== undefined) return { reader, accepted };
  throw new ConnectError(
    'NO_CONFIGURATION',
    'no configuration has been accepted in this data folder yet',
    'Start the relay once: npm start',
  );
}
