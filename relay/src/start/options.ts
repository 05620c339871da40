import type { Clock } from '../clock.js';
import type { Closing } from '../closing.js';
import type { Log } from '../log.js';
import type { Beginning } from '../store/open-store.js';
import type { StartWarnings } from '../start-warnings.js';
import type { OpenStore } from '../store/opened-store.js';

export const DEFAULT_PORT = 4780;

export interface RelayOptions {
  readonly dataFolder: string;
  /** A Postgres to keep what the relay knows in, as `DATABASE_URL` says it; the data folder still holds the keys. */
  readonly databaseUrl?: string | undefined;
  /** Default: `connect.json` in the data folder; the sample is written there when it is missing. */
  readonly configFile?: string;
  /** Default: 127.0.0.1, which only this machine reaches. */
  readonly host?: string;
  /** Default: `DEFAULT_PORT`; 0 for any free one. */
  readonly port?: number;
  /** At least 16 characters. Default: the one that the data folder keeps, made at the first start. */
  readonly apiKey?: string;
  /** 32 bytes in base64url, which stored secrets are encrypted with. Default: the one that the data folder keeps. */
  readonly secretsKey?: string | undefined;
  /** Where `env:` references look. */
  readonly env?: NodeJS.ProcessEnv;
  readonly log: Log;
  readonly clock?: Clock;
  /**
   * Where what is asked over the API is read: in a thread of its own (the default), or in this one, for where no
   * thread can be started, such as when running from TypeScript sources.
   */
  readonly reads?: 'thread' | 'in-process';
  /**
   * Whether Convoso is asked once a day what it calls its campaigns, lists and queues (the default). `never` is for where
   * every request to Convoso counts.
   */
  readonly accountNames?: 'daily' | 'never';
  /** What to do with a database that is not as the last relay left it. Default: refuse it. */
  readonly beginning?: Beginning;
  /** Where the built console is. Default: in this package. */
  readonly consoleFolder?: string;
  /** In [0, 1): spreads retries. */
  readonly random?: () => number;
  /**
   * Where what the relay knows is kept. Default: an embedded database in the data folder. Any other is read in the thread of
   * the relay, so it goes with `reads: 'in-process'`.
   */
  readonly store?: OpenStore;
}

/** A start that is under way: what was asked for, and what has to be closed again in the end or where it fails. */
export interface Start {
  readonly options: RelayOptions;
  readonly host: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly closing: Closing;
  readonly warnings: StartWarnings;
}
