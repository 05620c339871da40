import { randomInt } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { monotonicFactory } from 'ulid';
import { requireAccess, type Access } from '../access/access.js';
import { accessRoutes, signInRoutes } from '../access/routes.js';
import { apiRoutes } from '../api/routes.js';
import { secretRoutes } from '../api/secrets.js';
import type { Clock } from '../clock.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import type { TestParts } from '../deliver/test-endpoint.js';
import { Inspector } from '../inspect/inspector.js';
import { inspectorRoutes } from '../inspect/routes.js';
import { createCatchHook } from '../intake/catch-hook.js';
import type { Arrival } from '../intake/arrivals.js';
import { QuarantineKeeper } from '../intake/quarantine-keeper.js';
import { RecentDeliveries } from '../intake/recent-deliveries.js';
import { Replay } from '../intake/replay.js';
import type { Log } from '../log.js';
import type { Reader } from '../reads/reader.js';
import type { StoredSecrets } from '../seals/stored-secrets.js';
import { deliveriesSince } from '../store/commands/deliveries.js';
import type { GroupCommit } from '../store/group-commit.js';
import type { Db } from '../store/sqlite.js';
import { createApp } from './app.js';
import { hookRoute } from './hook-route.js';
import type { Limits } from './limits.js';
import { readiness, type KeptBack, type Unready } from './readiness.js';

export interface RouteParts {
  readonly db: Db;
  readonly commits: GroupCommit;
  readonly reader: Reader;
  readonly keeper: ConfigKeeper;
  readonly storedSecrets: StoredSecrets;
  /** Has the configuration take up what was stored or deleted; says whether it could. */
  readonly takeUpSecrets: () => Promise<boolean>;
  readonly clock: Clock;
  readonly log: Log;
  /** Resolves when the delivery is on the disk. */
  readonly takeIn: (arrival: Arrival) => Promise<void>;
  /** Called when there is new work. */
  readonly wake: () => void;
  readonly test: () => TestParts;
  readonly access: Access;
  readonly limits: Pick<Limits, 'bodies' | 'lines'>;
  /** Whether an attempt with this Idempotency-Key is under way. */
  readonly isSending: (key: string) => boolean;
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
  db,
  commits,
  reader,
  keeper,
  storedSecrets,
  takeUpSecrets,
  clock,
  log,
  takeIn,
  wake,
  test,
  access,
  limits: { bodies, lines },
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

  const quarantine = new QuarantineKeeper({ commits, log, lines, config, now, newId });
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
    quarantine: (refused) => quarantine.keep(refused),
    recent: new RecentDeliveries((since) => deliveriesSince(db, since, MOST_REMEMBERED)),
  });
  const guard = requireAccess(access.gate);
  const inspector = new Inspector();
  const forgetRequests = (ids: readonly string[]): void => inspector.forget(ids);
  const replay = new Replay({ db, clock, config, revisions: keeper.revisions, newId, wake });
  return hookRoute({
    answer,
    log,
    bodies,
    maxBodyBytes: () => settings().intake.maxBodyBytes,
    trustProxy: () => settings().trustProxy,
    otherwise: createApp({
      log,
      inspector: inspectorRoutes({ inspector, config, now, access: guard, isSending }),
      signIn: signInRoutes(access, now),
      api: apiRoutes({
        db,
        reader,
        keeper,
        replay,
        clock,
        log,
        wake,
        test,
        forgetRequests,
        access: accessRoutes(access),
        secrets: secretRoutes({ storedSecrets, keeper, takeUpSecrets, now, gate: access.gate }),
      }),
      access: guard,
      readiness: readiness(unready, (request) => access.gate.check(request).opens, keptBack),
      storeFailed,
    }),
  });
}
