import path from 'node:path';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import { StoredSecrets } from '../seals/stored-secrets.js';
import type { Store } from '../store/store.js';
import { ConfigFile } from './config-file.js';
import { ConfigKeeper } from './config-keeper.js';
import { InsteadOfFile } from './instead-of-file.js';
import { secretSource } from './secret-source.js';

export interface OpenConfigParts {
  readonly dataFolder: string;
  readonly configFile: string;
  /** Where `env:` references look. */
  readonly env: NodeJS.ProcessEnv;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

/** A configuration that has been found, and what it comes from and goes to. */
export interface OpenConfig {
  readonly keeper: ConfigKeeper;
  readonly file: ConfigFile;
  readonly instead: InsteadOfFile;
  readonly storedSecrets: StoredSecrets;
}

/** Finds the configuration of a data folder. Nothing of it runs before the file is loaded, so whoever listens can begin to. */
export async function openConfig(parts: OpenConfigParts): Promise<OpenConfig> {
  const { dataFolder, configFile, env, store, clock, log } = parts;
  const storedSecrets = await StoredSecrets.open(dataFolder, store);
  const secrets = secretSource({
    env,
    configFolder: path.dirname(configFile),
    stored: (name) => storedSecrets.read(name),
  });
  const keeper = new ConfigKeeper({ store, clock, log, secrets, switches: await store.switches.all() });
  const instead = new InsteadOfFile(store, storedSecrets);
  const file = new ConfigFile(configFile, { keeper, instead, log, store, clock });
  return { keeper, file, instead, storedSecrets };
}
