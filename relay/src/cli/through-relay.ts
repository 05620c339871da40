import { ConnectError } from '@convoso-connect/core';

/** Asks the running relay, and does it on the data folder itself only where none runs. */
export async function throughRelay<Value>(
  ask: () => Promise<Value>,
  onFolder: () => Promise<Value>,
): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ConnectError) || error.code !== 'RELAY_NOT_RUNNING') throw error;
    return onFolder();
  }
}
