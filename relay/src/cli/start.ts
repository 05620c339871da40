import { setTimeout as wait } from 'node:timers/promises';
import closeWithGrace from 'close-with-grace';
import { ConnectError } from '@convoso-connect/core';
import { createLog } from '../log.js';
import { startRelay } from '../relay.js';
import type { Beginning } from '../store/open-store.js';
import { readEnvironment, readLogLevel } from './environment.js';
import { launchedBy, warningAbout } from './launcher.js';
import { print } from './print.js';
import { welcome } from './welcome.js';

/** Attempts under way may take this long to end before the relay stops without them; they are repeated later. */
const GRACE_MS = 35_000;

export interface StartOptions {
  readonly new?: boolean;
  readonly asIs?: boolean;
}

/** Runs a relay until it is told to stop, or the npm that started it has ended. */
export async function start(options: StartOptions, env: NodeJS.ProcessEnv): Promise<void> {
  const beginning = readBeginning(options);
  const environment = readEnvironment(env);
  const log = createLog({ readable: process.stdout.isTTY, level: readLogLevel(env) });
  const launcher = launchedBy(env);
  const relay = await startRelay({ ...environment, beginning, env, log });
  let lost: ConnectError | null = null;
  let isEnding = false;
  const grace = closeWithGrace({ delay: GRACE_MS, logger: false }, async ({ err, signal }) => {
    isEnding = true;
    if (err) log.fatal({ err }, 'the relay stops after an unexpected error');
    else log.info(`${signal ?? 'stop'}: ending what is under way`);
    await relay.stop();
    // pino writes in the background; give its last lines a tick.
    await wait(10);
    if (lost !== null) throw lost;
  });
  const end = (): void => {
    // A second word to end would end it at once.
    if (!isEnding) grace.close();
  };
  void relay.lost.then((reason) => {
    lost = reason;
    end();
  });
  launcher?.whenGone(() => {
    log.info('the npm that started the relay has ended, and the relay ends with it');
    end();
  });
  const warning = warningAbout(launcher);
  if (warning !== null) log.warn({ code: 'NPM_IS_FIRST' }, warning);
  // Last: whoever reads that the relay is running may stop it at once.
  // A link that lets whoever reads it in belongs on a screen, never in a journal.
  const link = process.stdout.isTTY ? await relay.signInLink() : null;
  print(welcome(relay, { dataFolder: environment.dataFolder, link }));
}

function readBeginning({ new: anew = false, asIs = false }: StartOptions): Beginning {
  if (anew && asIs) {
    const remedy = 'Give one of the two.';
    throw new ConnectError('BAD_BEGINNING', 'both --new and --as-is were given', remedy);
  }
  if (anew) return 'new';
  return asIs ? 'as-is' : 'as-found';
}
