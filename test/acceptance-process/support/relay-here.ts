import { createLog, startRelay } from '@convoso-connect/relay';
import { keyOf } from '../../support/key.js';
import { closeAfterTest } from './closing.js';

export interface RelayHere {
  readonly url: string;
  /** What opens its API. */
  readonly authorization: { readonly authorization: string };
  stop(): Promise<void>;
}

/**
 * Starts a relay from its sources in the process of the test: for what was before another process, or comes after it,
 * and could be any relay on this data folder.
 */
export async function startRelayHere(
  dataFolder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<RelayHere> {
  const log = createLog({ readable: false, level: 'silent' });
  const relay = await startRelay({ dataFolder, port: 0, env, log, reads: 'in-process' });
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= relay.stop());
  closeAfterTest(stop);
  return { url: relay.url, authorization: { authorization: `Bearer ${keyOf(dataFolder)}` }, stop };
}
