import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { openAccess, type Access } from '../access/access.js';
import { AuditLog } from '../audit/audit-log.js';
import type { TestParts } from '../deliver/test-endpoint.js';
import { callerOf, trustedProxies } from '../http/caller.js';
import { routes } from '../http/routes.js';
import { isMarked } from '../inspect/test-mark.js';
import { leadForTest } from '../leads/lead-for-test.js';
import type { LiveFeed } from '../live/live-feed.js';
import { FolderFault, storeFaultOf } from '../store/store-fault.js';
import type { Store } from '../store/store.js';
import type { Configured } from './configuration.js';
import type { Ground } from './ground.js';
import type { Start } from './options.js';
import type { People } from './people.js';
import type { Work } from './work.js';

/** Beside the sources as beside what is built of them. */
const BUILT_CONSOLE = fileURLToPath(new URL('../../console', import.meta.url));

export interface Served extends People {
  readonly work: Work;
  readonly live: LiveFeed;
}

/** Opens the door to Convoso's deliveries, and to people and tools. */
export function serve(
  { options, host, clock, log, closing }: Start,
  { door, limits, store, registration, watch, reader }: Ground,
  { keeper, truth, changes, storedSecrets }: Configured,
  {
    work: { attempts, flows, scheduler, health, alarms, subscriptions, inspector },
    key,
    keys,
    uses,
    sessions,
    browserUses,
    live,
  }: Served,
): Access {
  const now = (): number => clock.now();
  const config = () => keeper.current;
  const trusts = trustedProxies(() => config().resolved.settings.trustProxy);
  const access = openAccess({
    key,
    keys,
    uses,
    sessions,
    browserUses,
    host,
    port: door.port,
    publicUrl: () => config().resolved.settings.publicUrl ?? null,
    consoleReach: () => config().resolved.settings.console ?? 'local',
    areOthers: registration.sharing !== 'alone',
    addressOf: (request) => callerOf(request, trusts()),
    now,
  });
  const forTest: TestParts['leadForTest'] = (lead) =>
    leadForTest({ reader, clock, convoso: attempts.convoso }, lead);
  door.serve(
    routes({
      store,
      reader,
      keeper,
      flows,
      changes: changes(randomBytes(32)),
      configUpToDate: () => truth.takeUpOthers().catch(unlessStoreFails),
      clock,
      log,
      storedSecrets,
      takeUpSecrets: async () => {
        const takenUp = keeper.resolveAgain();
        // The file may have been refused only for a secret that was not there; it tells itself what is wrong with it.
        await truth.reload();
        return takenUp;
      },
      takeIn: (arrival) => {
        if (watch.fault !== null) return Promise.reject(watch.fault);
        for (const { delivery } of arrival.deliveries) alarms.arrived(delivery.hookId, delivery.receivedAt);
        return scheduler.takeIn(arrival);
      },
      wake: () => scheduler.wake(),
      test: () => ({ ...attempts, store, relay: registration, live: config(), leadForTest: forTest }),
      readiness: () => door.closing() ?? watch.fault?.fault ?? health.trouble,
      keptBack: () => scheduler.withheld,
      storeFailed: (error) => {
        if (!(error instanceof FolderFault)) health.failed('intake', error);
      },
      access,
      live,
      consoleFolder: options.consoleFolder ?? BUILT_CONSOLE,
      alarms,
      subscriptions,
      audit: new AuditLog({ store, now, log }),
      limits,
      inspector,
      isSending: (key, mark) =>
        attempts.underWay.has(key) ||
        (registration.isShared && isSentByOthers(store, { key, mark, now: now() })),
    }),
  );
  closing.add(() => door.close());
  // Whoever follows what happens would keep the door from closing.
  closing.add(() => live.stop());
  return access;
}

/**
 * Whether any relay is at the action whose requests have this key, or at a test that is stored nowhere and has this mark. A store that cannot
 * be asked lets nobody in by it.
 */
async function isSentByOthers(
  { actions, sharedKeys }: Pick<Store, 'actions' | 'sharedKeys'>,
  { key, mark, now }: { readonly key: string; readonly mark: string | null; readonly now: number },
): Promise<boolean> {
  try {
    if (mark !== null) {
      const secret = (await sharedKeys.find('api'))?.digest;
      return secret !== undefined && isMarked(mark, key, { secret, now });
    }
    return KEY_OF_AN_ACTION.test(key) && (await actions.find(key))?.state === 'running';
  } catch (error) {
    unlessStoreFails(error);
    return false;
  }
}

const KEY_OF_AN_ACTION = /^[0-9A-Z]{26}-[\w-]{1,100}$/;

/** What is known is shown while the store cannot be asked. */
function unlessStoreFails(error: unknown): void {
  if (storeFaultOf(error) === null) throw error;
}
