import type { ConnectError } from '@convoso-connect/core';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { Store } from '../store/store.js';
import type { ConfigKeeper } from './config-keeper.js';

export interface RefusedNoticeParts {
  readonly keeper: ConfigKeeper;
  readonly log: Log;
  readonly store: Pick<Store, 'notices'>;
  readonly clock: Clock;
}

/** Tells the log and the operator why a configuration was not taken over, and what runs instead. */
export async function reportRefused(
  error: ConnectError,
  instead: string,
  parts: RefusedNoticeParts,
): Promise<void> {
  const { keeper, log } = parts;
  log.error({ code: error.code, revision: keeper.current.revision.number }, `${error.message}\n${instead}`);
  await notifyRefused(error, instead, parts);
}

/** The key of the one notification that says that the configuration is refused. */
const REFUSED = 'config';

/** Stored in any case: where the relay does not start, whoever asks why nothing works looks there. */
export async function notifyRefused(
  { message }: ConnectError,
  instead: string,
  { store, clock }: Pick<RefusedNoticeParts, 'store' | 'clock'>,
): Promise<void> {
  const notice = { key: REFUSED, kind: 'config-refused', message: `${message}\n${instead}` };
  await store.notices.record({ ...notice, at: clock.now() });
}

/** What stands there now runs, be it a new revision or the one that ran before. */
export async function nothingIsRefused({
  store,
  clock,
}: Pick<RefusedNoticeParts, 'store' | 'clock'>): Promise<void> {
  await store.notices.resolve(REFUSED, clock.now());
}
