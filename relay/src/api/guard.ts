import { RELAY_API } from '@convoso-connect/core/relay-contract';
import type { Clock } from '../clock.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { GuardAdmissions } from '../guard/admissions.js';
import type { Store } from '../store/store.js';
import type { Serve } from './serve.js';

export interface GuardRouteParts {
  readonly store: Store;
  readonly keeper: ConfigKeeper;
  readonly clock: Clock;
  /** Called when there is work to do now. */
  readonly wake: () => void;
}

/** The guards of the relay, for whoever acts on calls elsewhere. */
export function serveGuard(serve: Serve, { store, keeper, clock, wake }: GuardRouteParts): void {
  const { revisions } = keeper;
  const admissions = new GuardAdmissions({ store, clock, wake, revisions, config: () => keeper.current });
  serve(RELAY_API.guard.admit, ({ body }) => admissions.admit(body));
}
