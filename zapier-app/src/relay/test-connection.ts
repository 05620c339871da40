import { RelayError, type RelayClient } from '@convoso-connect/core/relay-client';
import { plainly } from '../errors.js';
import { relayClient } from './client.js';
import type { RelayDoor } from './connection.js';

/**
 * Asks the relay what steps ask it, without anything being counted or kept: a decision by limits of our own, or, with a key
 * that may not ask for any, the subscriptions.
 *
 * @throws {ConnectError} in words for the connection: not there, no relay, too old, a key that opens nothing
 */
export async function testRelay(door: RelayDoor, bundle: object): Promise<void> {
  const relay = relayClient(door, bundle);
  try {
    await askGuards(relay);
  } catch (error) {
    if (!(error instanceof RelayError) || error.code !== 'SCOPE_NEEDED')
      return plainly(Promise.reject(error as Error));
    await plainly(relay.subscriptions.list());
  }
}

function askGuards(relay: RelayClient): Promise<unknown> {
  const event = { id: 'connection test', received_at: new Date().toISOString(), kinds: [], custom: {} };
  return relay.guard.admit({
    body: { rule: 'connection test', step: 'test', limits: {}, dryRun: true, event },
  });
}
