import { createHash } from 'node:crypto';
import { systemClock } from '../clock.js';
import { ConfigChanges } from '../config/config-changes.js';
import { openConfig } from '../config/open-config.js';
import { createLog } from '../log.js';
import type { Store } from '../store/store.js';
import { configFileOf, readEnvironment } from './environment.js';
import { withFolder } from './with-folder.js';

/** The configuration of a data folder on which no relay runs, as a relay would have it after its start. */
export interface ConfigAtHand {
  readonly store: Store;
  readonly changes: ConfigChanges;
  /** The revision that would run. */
  readonly revision: number;
}

/**
 * Changes the configuration on the data folder itself. What somebody has edited in the file is taken up first, as at a
 * start. Throws a `ConnectError` where a relay runs on the folder, or could not start with what is there.
 */
export function withConfig<Value>(
  env: NodeJS.ProcessEnv,
  work: (config: ConfigAtHand) => Promise<Value>,
): Promise<Value> {
  return withFolder(env, async ({ dataFolder, store }) => {
    const configFile = configFileOf(readEnvironment(env));
    const log = createLog({ readable: false, level: 'silent' });
    const parts = { dataFolder, configFile, env, store, clock: systemClock, log };
    const { keeper, file, instead } = await openConfig(parts);
    await file.loadAtStart();
    const changes = new ConfigChanges({ store, keeper, file, instead, digestKey: DIGEST_KEY });
    return work({ store, changes, revision: keeper.current.revision.number });
  });
}

/** One command gives the digest and the next one takes it. Whoever runs them may read the file itself. */
const DIGEST_KEY = createHash('sha256').update('the configuration file of a data folder').digest();
