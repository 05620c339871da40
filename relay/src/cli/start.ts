import { setTimeout as wait } from 'node:timers/promises';
import closeWithGrace from 'close-with-grace';
import { createLog } from '../log.js';
import { startRelay } from '../relay.js';
import { readEnvironment } from './environment.js';
import { welcome } from './welcome.js';

/** Attempts under way may take this long to end before the relay stops without them; they are repeated later. */
const GRACE_MS = 35_000;

/** Runs a relay until it is told to stop. */
export async function start(env: NodeJS.ProcessEnv): Promise<void> {
  const environment = readEnvironment(env);
  const log = createLog({ readable: process.stdout.isTTY, level: env['LOG_LEVEL'] || 'info' });
  const relay = await startRelay({ ...environment, env, log });
  closeWithGrace({ delay: GRACE_MS, logger: false }, async ({ err, signal }) => {
    if (err) log.fatal({ err }, 'the relay stops after an unexpected error');
    else log.info(`${signal ?? 'stop'}: ending what is under way`);
    await relay.stop();
    // pino writes in the background; give its last lines a tick.
    await wait(10);
  });
  // Last: whoever reads that the relay is running may stop it at once.
  // A link that lets whoever reads it in belongs on a screen, never in a journal.
  const link = process.stdout.isTTY ? relay.signInLink() : null;
  process.stdout.write(welcome(relay, { dataFolder: environment.dataFolder, link }));
}
