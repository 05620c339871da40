import { RELAY_API, USUAL_OVERLAP_HOURS } from '@convoso-connect/core/relay-contract';
import { DONE, type Serve } from '../api/serve.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import type { Subscriptions } from '../subscriptions/subscriptions.js';
import type { Access } from './access.js';
import { createKey, keyEntry, rotateKey, withdrawKey } from './key-operations.js';

const { keys: operations } = RELAY_API;

export interface KeyRouteParts {
  readonly access: Pick<Access, 'keys' | 'now'>;
  readonly keeper: ConfigKeeper;
  /** What was subscribed with a key ends with it. */
  readonly subscriptions: Pick<Subscriptions, 'endKeyless'>;
}

/** Named keys. Each is shown in the answer that makes it, and nowhere else. */
export function serveKeys(
  serve: Serve,
  { access: { keys, now }, keeper, subscriptions }: KeyRouteParts,
): void {
  serve(operations.list, () => ({
    timeZone: keeper.current.revision.config.account.timeZone,
    keys: keys.list(now()).map((key) => keyEntry(key, now())),
  }));
  serve(operations.create, ({ body: { expiresAt, ...order }, change }) =>
    createKey(
      { keys, now: now(), change },
      { ...order, expiresAt: typeof expiresAt === 'string' ? Date.parse(expiresAt) : null },
    ),
  );
  serve(operations.rotate, ({ params: { id }, body: { overlapHours = USUAL_OVERLAP_HOURS }, change }) =>
    rotateKey({ keys, now: now(), change }, id, overlapHours),
  );
  serve(operations.delete, async ({ params: { id }, change }) => {
    await withdrawKey({ keys, now: now(), change }, id);
    await subscriptions.endKeyless();
    return DONE;
  });
}
