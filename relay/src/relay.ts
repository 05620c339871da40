import path from 'node:path';
import { ConnectError } from '@convoso-connect/core';
import { monotonicFactory } from 'ulid';
import { apiRoutes } from './api/routes.js';
import { systemClock, type Clock } from './clock.js';
import { loadAtStart, watchConfigFile, writeSampleIfMissing } from './config/config-file.js';
import { ConfigKeeper } from './config/config-keeper.js';
import { secretSource } from './config/secret-source.js';
import { recoverCutOff } from './deliver/recover.js';
import { Sender } from './deliver/sender.js';
import { isLoopback, requireAccess } from './http/access.js';
import { createApp } from './http/app.js';
import { hookRoute } from './http/hook-route.js';
import { close, freePort, listen } from './http/listen.js';
import { Inspector } from './inspect/inspector.js';
import { inspectorRoutes } from './inspect/routes.js';
import { createCatchHook } from './intake/catch-hook.js';
import { GroupCommit } from './intake/group-commit.js';
import { keepInQuarantine } from './intake/quarantine-keeper.js';
import { Replay } from './intake/replay.js';
import type { Log } from './log.js';
import { recoverDeliveries } from './process/recover.js';
import { Repeats } from './process/repeats.js';
import { insertDeliveries, type NewDelivery } from './store/commands/deliveries.js';
import { lockFolder } from './store/folder-lock.js';
import { openSqlite } from './store/sqlite.js';
import { Worker } from './work/worker.js';

export interface RelayOptions {
  readonly dataFolder: string;
  /** Default: `connect.json` in the data folder; the sample is written there when it is missing. */
  readonly configFile?: string;
  /** Default: 127.0.0.1. Anything but this machine needs an API key. */
  readonly host?: string;
  /** Default: 4780; 0 for any free one. */
  readonly port?: number;
  readonly apiKey?: string;
  /** Where `env:` references look. */
  readonly env?: NodeJS.ProcessEnv;
  readonly log: Log;
  readonly clock?: Clock;
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
  /** Reads the configuration file again now. */
  reload(): Promise<void>;
  /** Looks for due work now; it also does by itself, several times a second. */
  wake(): void;
  /** Ends what is under way, settles it, and closes everything. */
  stop(): Promise<void>;
}

export const DEFAULT_PORT = 4780;

/** How often due actions are looked for without being told to. */
const HEARTBEAT_MS = 250;

/**
 * Starts a relay: durable intake, processing and delivery on one data folder. Throws a `ConnectError` with its
 * remedy when it cannot: folder in use, configuration refused, port taken, no API key for a public address.
 */
export async function startRelay(options: RelayOptions): Promise<RunningRelay> {
  const { dataFolder, log, clock = systemClock, random = Math.random, env = process.env } = options;
  const host = options.host ?? '127.0.0.1';
  const apiKey = options.apiKey ?? null;
  if (!isLoopback(host) && apiKey === null) throw apiKeyNeeded(host);

  const lock = lockFolder(dataFolder);
  const configFile = options.configFile ?? path.join(dataFolder, 'connect.json');
  const port = options.port === 0 ? await freePort(host) : (options.port ?? DEFAULT_PORT);
  const wroteSample = options.configFile === undefined && writeSampleIfMissing(configFile, port);
  const db = await openSqlite(dataFolder);
  const newId = idsOf(clock);
  const now = (): number => clock.now();

  const keeper = new ConfigKeeper({ db, clock, log, secrets: secretSource(env, path.dirname(configFile)) });
  const sender = new Sender();
  keeper.onChange((live) => sender.configure(live));
  const config = () => keeper.current;
  const repeats = new Repeats();
  const worker = new Worker({ db, log, clock, config, revisions: keeper.revisions, repeats, sender, random });
  const wake = (): void => worker.wake();
  const replay = new Replay({ db, clock, config, newId, wake });
  const intake = new GroupCommit<NewDelivery>((deliveries) => insertDeliveries(db, deliveries));
  const catchHook = createCatchHook({
    config,
    log,
    now,
    newId,
    intake: async (delivery) => {
      await intake.add(delivery);
      wake();
    },
    quarantine: (request, rejection) => keepInQuarantine({ db, log, now, newId }, request, rejection),
  });

  try {
    await loadAtStart(configFile, keeper, log);
    await recoverCutOff(db, { live: keeper.current, log, now: now() });
    await recoverDeliveries({ db, log, config, repeats });
  } catch (error) {
    await db.destroy();
    lock.release();
    throw error;
  }

  let stopping = false;
  const access = requireAccess(apiKey);
  const app = createApp({
    log,
    inspector: inspectorRoutes({ inspector: new Inspector(), config, now, access }),
    api: apiRoutes({ db, keeper, replay }),
    access,
    notReady: () => (stopping ? 'the relay is stopping' : null),
  });
  const settings = () => keeper.current.resolved.settings;
  const routes = hookRoute({
    answer: catchHook,
    maxBodyBytes: () => settings().intake.maxBodyBytes,
    trustProxy: () => settings().trustProxy,
    otherwise: app,
  });
  const server = await listen(routes, host, port);
  const watcher = watchConfigFile(configFile, { keeper, log, db, clock });
  const heartbeat = setInterval(wake, HEARTBEAT_MS);
  wake();

  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    configFile,
    wroteSample,
    keeper,
    reload: () => watcher.reload(),
    wake,
    stop: async () => {
      stopping = true;
      watcher.stop();
      clearInterval(heartbeat);
      await close(server);
      await worker.stop();
      await sender.close();
      await db.destroy();
      lock.release();
    },
  };
}

/** Ids that sort by time, and within a millisecond by order. */
function idsOf(clock: Clock): () => string {
  const ulid = monotonicFactory();
  return () => ulid(clock.now());
}

function apiKeyNeeded(host: string): ConnectError {
  return new ConnectError(
    'API_KEY_NEEDED',
    `HOST is ${host}, which others can reach, and CONNECT_API_KEY is not set`,
    'Set CONNECT_API_KEY to a long random text, or leave HOST out to listen on this machine only.',
  );
}
