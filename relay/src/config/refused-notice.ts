import type { ConnectError } from '@convoso-connect/core';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import { ownKey, type Teller } from '../notify/teller.js';
import type { Store } from '../store/store.js';
import type { ConfigKeeper } from './config-keeper.js';

export interface RefusedNoticeParts {
  readonly keeper: ConfigKeeper;
  readonly log: Log;
  readonly store: Pick<Store, 'notices'>;
  readonly clock: Clock;
  /** This relay, where there may be others. */
  readonly teller?: Teller;
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

/** The key of the notification that says that a relay cannot use the configuration. */
const REFUSED = 'config';

/** Stored in any case: where the relay does not start, whoever asks why nothing works looks there. */
export async function notifyRefused(
  { message }: ConnectError,
  instead: string,
  { store, clock, teller }: Pick<RefusedNoticeParts, 'store' | 'clock' | 'teller'>,
): Promise<void> {
  const notice = {
    key: ownKey(REFUSED, teller ?? null),
    kind: 'config-refused',
    message: `${message}\n${instead}`,
  };
  await store.notices.record({ ...notice, at: clock.now() });
}

/** What stands there now runs, be it a new revision or the one that ran before. */
export async function nothingIsRefused({
  store,
  clock,
  teller,
}: Pick<RefusedNoticeParts, 'store' | 'clock' | 'teller'>): Promise<void> {
  await store.notices.resolve(ownKey(REFUSED, teller ?? null), clock.now());
}
