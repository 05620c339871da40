import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { systemClock } from '../clock.js';
import type { ConfigChanging } from '../config/config-truth.js';
import type { LiveConfig } from '../config/live-config.js';
import { openConfig } from '../config/open-config.js';
import { createLog } from '../log.js';
import type { Store } from '../store/store.js';
import { configFileOf, readEnvironment } from './environment.js';
import { withFolder, withNewFolder } from './with-folder.js';

/** The configuration of a data folder on which no relay runs, as a relay would have it after its start. */
export interface ConfigAtHand {
  readonly store: Store;
  readonly changes: ConfigChanging;
  /** The revision that would run. */
  readonly revision: number;
  /** The same with its secrets: never log or store it. */
  readonly live: LiveConfig;
}

/**
 * Works with the configuration on the data folder itself. What somebody has edited in the file is taken up first, as at a
 * start. Throws a `ConnectError` where a relay runs on the folder, or what is there cannot be read.
 */
export function withConfig<Value>(
  env: NodeJS.ProcessEnv,
  work: (config: ConfigAtHand) => Promise<Value>,
): Promise<Value> {
  const environment = readEnvironment(env);
  const configFile = configFileOf(environment);
  // Where there is no file either, there is nothing that could be changed: most likely another folder is meant.
  const open = existsSync(configFile) ? withNewFolder : withFolder;
  return open(env, async ({ dataFolder, store, areOthers }) => {
    const log = createLog({ readable: false, level: 'silent' });
    const { secretsKey } = environment;
    const parts = { dataFolder, secretsKey, configFile, env, store, areOthers, clock: systemClock, log };
    const { keeper, truth, changes } = await openConfig(parts);
    const revision = await truth.loadForCommand();
    return work({ store, changes: changes(DIGEST_KEY), revision, live: keeper.current });
  });
}

/** One command gives the digest and the next one takes it. Whoever runs them may read the file itself. */
const DIGEST_KEY = createHash('sha256').update('the configuration file of a data folder').digest();
