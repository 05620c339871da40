import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { systemClock } from '../clock.js';
import type { ConfigChanging } from '../config/config-truth.js';
import type { LiveConfig } from '../config/live-config.js';
import { openConfig } from '../config/open-config.js';
import { createLog } from '../log.js';
import { areOthersAt, openStoreAt } from '../store/place.js';
import type { Store } from '../store/store.js';
import { configFileOf, readEnvironment } from './environment.js';
import { withFolder, withNewFolder } from './with-folder.js';
import { withReads } from './with-reader.js';

/** The configuration of a data folder on which no relay runs, as a relay would have it after its start. */
export interface ConfigAtHand {
  readonly store: Store;
  readonly changes: ConfigChanging;
  /** The revision that would run. */
  readonly revision: number;
  /** The same with its secrets, never to be logged or stored. Rejects with a `ConnectError` where a relay could not run with it. */
  readonly live: () => Promise<LiveConfig>;
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
  // Where there is no file either, there is nothing that could be changed: most likely another folder is meant. On a database no file counts.
  const isNoneNeeded = !areOthersAt(environment) && existsSync(configFileOf(environment));
  const open = isNoneNeeded ? withNewFolder : withFolder;
  return open(env, async ({ store }) => work(await configIn(store, env)));
}

/** The same of a database for what only looks whether a change would do: nothing is made in the folder, and it need not be locked. */
export async function withConfigToCheck<Value>(
  env: NodeJS.ProcessEnv,
  work: (config: ConfigAtHand) => Promise<Value>,
): Promise<Value> {
  // To open what is checked brings it up to date, which a check must not.
  await withReads(env, () => Promise.resolve());
  const store = await openStoreAt(readEnvironment(env));
  try {
    return await work(await configIn(store, env));
  } finally {
    await store.close();
  }
}

async function configIn(store: Store, env: NodeJS.ProcessEnv): Promise<ConfigAtHand> {
  const environment = readEnvironment(env);
  const { dataFolder, secretsKey } = environment;
  const log = createLog({ readable: false, level: 'silent' });
  const { keeper, truth, changes } = await openConfig({
    ...{ dataFolder, secretsKey, configFile: configFileOf(environment), env, store },
    ...{ areOthers: areOthersAt(environment), clock: systemClock, log },
  });
  const revision = await truth.loadForCommand();
  const live = async (): Promise<LiveConfig> => {
    await truth.loadAtStart();
    return keeper.current;
  };
  return { store, changes: changes(DIGEST_KEY), revision, live };
}

/** One command gives the digest and the next one takes it. Whoever runs them may read the file itself. */
const DIGEST_KEY = createHash('sha256').update('the configuration file of a data folder').digest();
