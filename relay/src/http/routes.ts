import { randomInt } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { Request, RequestHandler } from 'express';
import { monotonicFactory } from 'ulid';
import { requireAccess, requireScope, type Access } from '../access/access.js';
import { KeysInCalls } from '../access/keys-in-calls.js';
import { SignIn } from '../access/sign-in.js';
import { signInRoutes } from '../access/sign-in-routes.js';
import type { Alarms } from '../alarms/alarms.js';
import { apiRoutes } from '../api/routes.js';
import type { AuditLog } from '../audit/audit-log.js';
import type { Clock } from '../clock.js';
import { ConsoleFiles } from '../console/console-files.js';
import { consoleRoutes } from '../console/console-routes.js';
import type { ConfigChanging } from '../config/config-truth.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import type { TestParts } from '../deliver/test-endpoint.js';
import type { Inspector } from '../inspect/inspector.js';
import { inspectorRoutes, type InspectorParts } from '../inspect/routes.js';
import { createCatchHook } from '../intake/catch-hook.js';
import type { Arrival, FirstIds } from '../intake/arrivals.js';
import { KeysTold } from '../intake/keys-told.js';
import { QuarantineKeeper } from '../intake/quarantine-keeper.js';
import { RecentDeliveries } from '../intake/recent-deliveries.js';
import { Replay } from '../intake/replay.js';
import type { Flows } from '../flow/flows.js';
import type { LiveFeed } from '../live/live-feed.js';
import type { Log } from '../log.js';
import type { Reader } from '../reads/reader.js';
import type { StoredSecrets } from '../seals/stored-secrets.js';
import { createApp } from './app.js';
import { callerOf, trustedProxies } from './caller.js';
import { hookRoute } from './hook-route.js';
import type { Limits } from './limits.js';
import { readiness, type KeptBack, type Unready } from './readiness.js';
import type { Store } from '../store/store.js';
import type { Subscriptions } from '../subscriptions/subscriptions.js';

export interface RouteParts {
  readonly store: Store;
  readonly reader: Reader;
  readonly keeper: ConfigKeeper;
  readonly flows: Flows;
  readonly changes: ConfigChanging;
  /** Resolves when what other relays have accepted runs here, as far as it can. */
  readonly configUpToDate: () => Promise<void>;
  readonly storedSecrets: StoredSecrets;
  /** Has the configuration take up what was stored or deleted; says whether it could. */
  readonly takeUpSecrets: () => Promise<boolean>;
  readonly clock: Clock;
  readonly log: Log;
  /** Resolves when the delivery is on the disk. */
  readonly takeIn: (arrival: Arrival) => Promise<FirstIds>;
  /** Called when there is new work. */
  readonly wake: () => void;
  readonly test: () => TestParts;
  readonly access: Access;
  readonly live: LiveFeed;
  /** Where the built console is. */
  readonly consoleFolder: string;
  readonly audit: AuditLog;
  readonly alarms: Alarms;
  readonly subscriptions: Subscriptions;
  readonly limits: Pick<Limits, 'bodies' | 'lines'>;
  /** Whether an attempt with this Idempotency-Key is under way. */
  readonly inspector: Inspector;
  readonly isSending: InspectorParts['isSending'];
  /** Why the relay is not ready; null when it is. */
  readonly readiness: () => Unready | null;
  /** What is kept out of the way of all others, because the store refuses it. */
  readonly keptBack: () => readonly KeptBack[];
  /** Called where the store did not take or give what was asked of it. */
  readonly storeFailed: (error: unknown) => void;
}

/** So many deliveries at most are remembered from before the start, to know their repeats. */
const MOST_REMEMBERED = 20_000;

/** Everything that a relay answers: catch hooks, and behind them the surface for people and tools. */
export function routes({
  store,
  reader,
  keeper,
  flows,
  changes,
  configUpToDate,
  storedSecrets,
  takeUpSecrets,
  clock,
  log,
  takeIn,
  wake,
  test,
  access,
  live,
  consoleFolder,
  audit,
  alarms,
  subscriptions,
  limits: { bodies, lines },
  inspector,
  isSending,
  readiness: unready,
  keptBack,
  storeFailed,
}: RouteParts): RequestListener {
  const config = () => keeper.current;
  const settings = () => config().resolved.settings;
  const now = (): number => clock.now();
  // Ids that sort by time, and within a millisecond by order. The library's own source asks the system for every byte.
  const ulid = monotonicFactory(() => randomInt(32) / 32);
  const newId = (): string => ulid(now());

  const quarantine = new QuarantineKeeper({ store, log, lines, config, now, newId });
  const keysTold = new KeysTold({ store, lines, now, storeFailed });
  const answer = createCatchHook({
    config,
    log,
    now,
    newId,
    takeIn,
    storeFailed,
    address: () => {
      const { publicUrl } = settings();
      return { url: publicUrl ?? access.url, isPublic: publicUrl !== undefined };
    },
    names: access.names,
    keys: new KeysInCalls({ ...access, now }),
    keysCame: (found, request) => keysTold.tell(found, request),
    quarantine: (refused) => quarantine.keep(refused),
    recent: new RecentDeliveries((since) => store.intake.since(since, MOST_REMEMBERED)),
  });
  const trusts = trustedProxies(() => settings().trustProxy);
  const addressOf = (request: Request): string => callerOf(request, trusts());
  const guard = requireAccess(access);
  const mayRead = requireScope('read');
  const readers: RequestHandler = (request, response, next) =>
    guard(request, response, (error) =>
      error === undefined ? mayRead(request, response, next) : next(error),
    );
  const forgetRequests = (ids: readonly string[]): void => inspector.forget(ids);
  const replay = new Replay({ store, clock, config, revisions: keeper.revisions, newId, wake });
  return hookRoute({
    answer,
    log,
    bodies,
    maxBodyBytes: () => settings().intake.maxBodyBytes,
    trustProxy: () => settings().trustProxy,
    carriesKey: (request) => access.gate.isOfApiUser(request),
    otherwise: createApp({
      log,
      inspector: inspectorRoutes({ inspector, config, now, access: readers, isSending }),
      signIn: signInRoutes({ access, signIn: new SignIn({ access, audit }), addressOf }),
      console: consoleRoutes({ files: new ConsoleFiles(consoleFolder), door: access.door }),
      api: apiRoutes({
        store,
        reader,
        keeper,
        flows,
        changes,
        configUpToDate,
        replay,
        clock,
        log,
        wake,
        test,
        forgetRequests,
        access,
        live,
        audit,
        alarms,
        subscriptions,
        readiness: unready,
        storedSecrets,
        takeUpSecrets,
        now,
        newId,
      }),
      access: guard,
      readiness: readiness(unready, (request) => access.gate.check(request).opens, keptBack),
      storeFailed,
    }),
  });
}
