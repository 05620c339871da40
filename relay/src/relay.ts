import path from 'node:path';
import { ConnectError } from '@convoso-connect/core';
import { openAccess } from './access/access.js';
import { leaveWhereabouts } from './access/whereabouts.js';
import { systemClock, type Clock } from './clock.js';
import { Closing } from './closing.js';
import { ConfigFile, writeSampleIfMissing } from './config/config-file.js';
import { ConfigKeeper } from './config/config-keeper.js';
import { placeSchema } from './config/schema-file.js';
import { secretSource } from './config/secret-source.js';
import { attemptParts } from './deliver/attempt-parts.js';
import { Sender } from './deliver/sender.js';
import type { TestParts } from './deliver/test-endpoint.js';
import { openDoor } from './http/door.js';
import { createLimits } from './http/limits.js';
import type { Unready } from './http/readiness.js';
import { routes } from './http/routes.js';
import type { Arrival } from './intake/arrivals.js';
import { leadForTest } from './leads/lead-for-test.js';
import type { Log } from './log.js';
import { Notifier } from './notify/notifier.js';
import { Repeats } from './process/repeats.js';
import { InProcessReader } from './reads/in-process-reader.js';
import { ThreadReader } from './reads/thread-reader.js';
import { Retention } from './retention/retention.js';
import { retentionOf } from './retention/running.js';
import { StoredSecrets } from './seals/stored-secrets.js';
import { latestArrival } from './store/commands/deliveries.js';
import { latestRevision } from './store/commands/revisions.js';
import { loadSwitches } from './store/commands/switches.js';
import { ThreadCheckpoints, WITHIN_COMMITS } from './store/checkpoints.js';
import { lockFolder } from './store/folder-lock.js';
import { FolderWatch } from './store/folder-watch.js';
import { startFaultOf } from './store/start-fault.js';
import { FolderFault } from './store/store-fault.js';
import { GroupCommit, openLogSync } from './store/group-commit.js';
import { openStore, type Beginning } from './store/open-store.js';
import { ClockWatch } from './work/clock-watch.js';
import { Health } from './work/health.js';
import { Reporter } from './work/reporter.js';
import { Scheduler } from './work/scheduler.js';
import { StoreProbe } from './work/store-probe.js';

export interface RelayOptions {
  readonly dataFolder: string;
  /** Default: `connect.json` in the data folder; the sample is written there when it is missing. */
  readonly configFile?: string;
  /** Default: 127.0.0.1, which only this machine reaches. */
  readonly host?: string;
  /** Default: 4780; 0 for any free one. */
  readonly port?: number;
  /** At least 16 characters. Default: the one that the data folder keeps, made at the first start. */
  readonly apiKey?: string;
  /** Where `env:` references look. */
  readonly env?: NodeJS.ProcessEnv;
  readonly log: Log;
  readonly clock?: Clock;
  /**
   * Where what is asked over the API is read: in a thread of its own (the default), or in this one, for where no
   * thread can be started, such as when running from TypeScript sources.
   */
  readonly reads?: 'thread' | 'in-process';
  /** What to do with a database that is not as the last relay left it. Default: refuse it. */
  readonly beginning?: Beginning;
  /** In [0, 1): spreads retries. */
  readonly random?: () => number;
}

export interface RunningRelay {
  readonly url: string;
  readonly port: number;
  readonly configFile: string;
  /** Whether this start wrote the sample configuration. */
  readonly wroteSample: boolean;
  readonly keeper: ConfigKeeper;
  /** A link that signs one browser in, once, within ten minutes. Whoever has it is let in. */
  readonly signInLink: () => string;
  /** Reads the configuration file again now. */
  reload(): Promise<void>;
  /** Does now what it also does by itself, several times a second: looks for due work, sends notifications, purges. */
  wake(): void;
  /** Fires with the reason where the relay must not go on: another one has taken its folder. Stop it then. */
  readonly lost: Promise<ConnectError>;
  /** Ends what is under way, settles it, and closes everything. */
  stop(): Promise<void>;
}

export const DEFAULT_PORT = 4780;

/** How often due actions are looked for without being told to, and a piece of what is too old let go. */
const HEARTBEAT_MS = 250;

/**
 * Starts a relay: durable intake, processing and delivery on one data folder. Throws a `ConnectError` with its
 * remedy when it cannot, and leaves nothing behind then: folder in use, configuration refused, port taken.
 */
export async function startRelay(options: RelayOptions): Promise<RunningRelay> {
  const host = options.host ?? '127.0.0.1';
  const closing = new Closing();
  try {
    return await open(options, host, closing);
  } catch (error) {
    await closing.closeAll();
    const fault = error instanceof ConnectError ? null : startFaultOf(error, options.dataFolder);
    if (fault === null) throw error;
    const message = `the relay cannot start on the data folder ${options.dataFolder}: ${fault.message}`;
    throw new ConnectError(fault.code, message, fault.remedy, { cause: error });
  }
}

async function open(options: RelayOptions, host: string, closing: Closing): Promise<RunningRelay> {
  const { dataFolder, log, clock = systemClock, random = Math.random, env = process.env } = options;
  const lock = lockFolder(dataFolder);
  closing.add(() => lock.release());
  // The port is taken before anything is written or recovered: the sample names it, and a taken one ends the start.
  const limits = createLimits({ log, now: () => clock.now() });
  const door = await openDoor({ host, port: options.port ?? DEFAULT_PORT, limits, log });
  closing.add(() => door.close());
  const store = await openStore(dataFolder, { lock, beginning: options.beginning ?? 'as-found', log });
  closing.add(() => store.close());
  const { db } = store;
  const reader =
    options.reads === 'in-process'
      ? new InProcessReader({ dataFolder })
      : new ThreadReader({ dataFolder, log });
  closing.add(() => reader.close());

  const configFile = options.configFile ?? path.join(dataFolder, 'connect.json');
  const wroteSample =
    options.configFile === undefined &&
    (await latestRevision(db)) === undefined &&
    writeSampleIfMissing(configFile, door.port);
  placeSchema(configFile, wroteSample);
  const storedSecrets = await StoredSecrets.open(dataFolder, db);
  const secrets = secretSource({
    env,
    configFolder: path.dirname(configFile),
    stored: (name) => storedSecrets.read(name),
  });
  const keeper = new ConfigKeeper({ db, clock, log, secrets, switches: await loadSwitches(db) });
  const sender = new Sender();
  closing.add(() => sender.close());
  keeper.onChange(({ resolved }) => sender.configure(resolved.settings.egress));
  const config = () => keeper.current;
  const file = new ConfigFile(configFile, { keeper, log, db, clock });
  await file.loadAtStart();

  const useSecrets = (): (() => void) => keeper.useSecrets();
  const attempts = attemptParts({ db, clock, sender, random, config, useSecrets });
  const notifier = new Notifier({ db, clock, log, sender, config, useSecrets, underWay: attempts.underWay });
  const logSync = openLogSync(db);
  closing.add(() => logSync.close());
  const checkpoints = options.reads === 'in-process' ? WITHIN_COMMITS : new ThreadCheckpoints({ db, log });
  closing.add(() => checkpoints.close());
  const sync = (): Promise<void> =>
    logSync.sync().catch((error: unknown) => {
      health.failed('intake', error);
      throw error;
    });
  const commits = new GroupCommit(db, sync, checkpoints);
  const reporter = new Reporter({ commits, log, clock, config });
  const health = new Health({
    log,
    clock,
    tellNow: (notice) => notifier.tellNow(notice),
    tell: (notice) => reporter.tell(notice),
  });
  let lose: (reason: ConnectError) => void = () => undefined;
  const lost = new Promise<ConnectError>((resolve) => (lose = resolve));
  const watch = new FolderWatch({
    dataFolder,
    lock,
    db,
    log,
    tell: ({ fault: { code, message, remedy } }) => {
      if (code === 'LOCK_LOST') {
        scheduler.beginNothing();
        lose(new ConnectError(code, message, remedy));
      }
      const notice = { key: `store:${code}`, kind: 'not-ready', message: `${message}. ${remedy}` };
      void notifier.tellNow({ ...notice, at: clock.now() }).catch(() => false);
    },
  });
  closing.add(() => watch.rescue());
  const clockWatch = new ClockWatch({ clock, log, tell: (notice) => reporter.tell(notice) });
  clockWatch.begin(await latestArrival(db));
  const { revisions } = keeper;
  const scheduler = new Scheduler({
    db,
    commits,
    log,
    clock,
    config,
    revisions,
    repeats: new Repeats(),
    attempts,
    reporter,
    health,
  });
  await scheduler.recover();
  closing.add(() => scheduler.stop());
  const workFailed = (error: unknown): void => health.failed('work', error);
  const probe = new StoreProbe({
    commits,
    clock,
    failed: workFailed,
    isKnownToFail: () => health.trouble !== null,
  });
  closing.add(() => probe.stop());
  const takeIn = (arrival: Arrival): Promise<void> =>
    watch.fault === null ? scheduler.takeIn(arrival) : Promise.reject(watch.fault);
  const wake = (): void => scheduler.wake();
  const retention = new Retention({ db, clock, log, storeFailed: workFailed, ...retentionOf(config) });
  closing.add(() => retention.stop());
  closing.add(() => notifier.stop());
  const beat = (): void => {
    limits.beat();
    door.beat();
    watch.beat();
    clockWatch.beat();
    scheduler.beat();
    notifier.beat();
    retention.beat();
    keeper.dropFormerSecrets();
    probe.beat();
  };
  const heartbeat = setInterval(beat, HEARTBEAT_MS);
  closing.add(() => clearInterval(heartbeat));
  file.watch();
  closing.add(() => file.stop());

  const forTest: TestParts['leadForTest'] = (lead) =>
    leadForTest({ reader, clock, convoso: attempts.convoso }, lead);
  const test = () => ({ ...attempts, db, live: config(), leadForTest: forTest });
  const access = openAccess({
    dataFolder,
    given: options.apiKey,
    host,
    port: door.port,
    publicUrl: () => config().resolved.settings.publicUrl ?? null,
    log,
    now: () => clock.now(),
  });
  const isSending = (key: string): boolean => attempts.underWay.has(key);
  const readiness = (): Unready | null => door.closing() ?? watch.fault?.fault ?? health.trouble;
  const keptBack = () => scheduler.withheld;
  const storeFailed = (error: unknown): void => {
    if (!(error instanceof FolderFault)) health.failed('intake', error);
  };
  const answers = { takeIn, wake, test, readiness, keptBack, storeFailed };
  const guarded = { access, limits, isSending };
  const takeUpSecrets = async (): Promise<boolean> => {
    const takenUp = keeper.resolveAgain();
    // The file may have been refused only for a secret that was not there; it tells itself what is wrong with it.
    await file.reload();
    return takenUp;
  };
  door.serve(
    routes({ db, commits, reader, keeper, clock, log, storedSecrets, takeUpSecrets, ...answers, ...guarded }),
  );
  closing.add(() => door.close());
  closing.add(leaveWhereabouts(dataFolder, { url: access.url, token: access.key.token }));
  wake();
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${door.port}`,
    port: door.port,
    configFile,
    wroteSample,
    keeper,
    signInLink: access.signInLink,
    lost,
    reload: () => file.reload(),
    wake: beat,
    stop: () => {
      scheduler.beginNothing();
      return closing.closeAll();
    },
  };
}
