import { ConnectError } from '@convoso-connect/core';
import type { KeySource } from './access/admin-key.js';
import { leaveWhereabouts } from './access/whereabouts.js';
import { systemClock } from './clock.js';
import { Closing } from './closing.js';
import type { TakenIn } from './config/config-truth.js';
import type { ConfigKeeper } from './config/config-keeper.js';
import { LiveFeed } from './live/live-feed.js';
import { openConfiguration } from './start/configuration.js';
import { takeGround } from './start/ground.js';
import { beginBeating } from './start/heart.js';
import type { RelayOptions, Start } from './start/options.js';
import { serve } from './start/serve.js';
import { StartWarnings, type StartWarning } from './start-warnings.js';
import { openPeople } from './start/people.js';
import { beginWork } from './start/work.js';
import { remedyAtStart, startFaultOf } from './store/start-fault.js';

export { DEFAULT_PORT, type RelayOptions } from './start/options.js';

export interface RunningRelay {
  readonly url: string;
  readonly port: number;
  readonly configFile: string;
  /** Whether this start wrote the sample configuration. */
  readonly wroteSample: boolean;
  /** What this start has put into a store that relays share, and that held no configuration; null where it was none. */
  readonly takenIn: TakenIn | null;
  /** Whether the configuration stands in the store, and not in that file. */
  readonly isConfigShared: boolean;
  readonly keeper: ConfigKeeper;
  /** What whoever started it is to know, which is in its log as well. */
  readonly warnings: readonly StartWarning[];
  /** A link that signs one browser in, once, within ten minutes. Whoever has it is let in. */
  readonly signInLink: () => Promise<string>;
  /** Where the key that opens the API comes from. */
  readonly keySource: KeySource;
  /** Looks now whether the configuration has changed: in its file, or in the store that relays share. */
  reload(): Promise<void>;
  /** Does now what it also does by itself, several times a second: looks for due work, sends notifications, purges. */
  wake(): void;
  /**
   * Does what is due now, and resolves when that is done and told: every attempt has ended, and every message is sent. For
   * whoever moves the clock by hand.
   */
  settle(): Promise<void>;
  /** Fires with the reason where the relay must not go on: another one has taken its folder. Stop it then. */
  readonly lost: Promise<ConnectError>;
  /** Ends what is under way, settles it, and closes everything. */
  stop(): Promise<void>;
}

/**
 * Starts a relay: durable intake, processing and delivery on one data folder. Throws a `ConnectError` with its
 * remedy when it cannot, and leaves nothing behind then: folder in use, configuration refused, port taken.
 */
export async function startRelay(options: RelayOptions): Promise<RunningRelay> {
  const { host = '127.0.0.1', clock = systemClock, log } = options;
  const closing = new Closing();
  const warnings = new StartWarnings(log);
  try {
    return await open({ options, host, clock, log, closing, warnings });
  } catch (error) {
    await closing.closeAll();
    const fault = error instanceof ConnectError ? null : startFaultOf(error, options.dataFolder);
    if (fault === null) throw error;
    const message = `the relay cannot start on the data folder ${options.dataFolder}: ${fault.message}`;
    throw new ConnectError(fault.code, message, remedyAtStart(fault), { cause: error });
  }
}

async function open(start: Start): Promise<RunningRelay> {
  const { options, host, clock, closing, warnings } = start;
  const ground = await takeGround(start);
  const configured = await openConfiguration(start, ground);
  const people = await openPeople(start, ground);
  const work = await beginWork(start, ground, configured, people);
  const { store, reader } = ground;
  const live = new LiveFeed({ reader, now: () => clock.now(), writes: () => store.writes });
  const beat = beginBeating(start, ground, configured, {
    work,
    uses: [people.uses, people.browserUses],
    live,
  });
  const { configFile, wroteSample, takenIn, keeper, truth } = configured;
  truth.watch();
  closing.add(() => truth.stop());
  const access = serve(start, ground, configured, { ...people, work, live });
  closing.add(leaveWhereabouts(options.dataFolder, { url: access.url, token: access.key.token }));
  work.scheduler.wake();
  const { port } = ground.door;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    configFile,
    wroteSample,
    takenIn,
    isConfigShared: ground.registration.sharing !== 'alone',
    keeper,
    warnings: warnings.all,
    signInLink: access.signInLink,
    keySource: people.key.source,
    lost: work.lost,
    reload: () => truth.reload(),
    wake: beat,
    settle: () => work.settle(),
    stop: () => {
      work.scheduler.beginNothing();
      return closing.closeAll();
    },
  };
}
