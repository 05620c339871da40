import path from 'node:path';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { Teller } from '../notify/teller.js';
import { StoredSecrets } from '../seals/stored-secrets.js';
import type { Store } from '../store/store.js';
import { ChangesInStore } from './changes-in-store.js';
import { ConfigChanges } from './config-changes.js';
import { ConfigFile } from './config-file.js';
import { ConfigInStore } from './config-in-store.js';
import { ConfigKeeper } from './config-keeper.js';
import type { ConfigChanging, ConfigTruth } from './config-truth.js';
import { InsteadOfFile } from './instead-of-file.js';
import { secretSource } from './secret-source.js';

export interface OpenConfigParts {
  readonly dataFolder: string;
  /** `CONNECT_SECRETS_KEY`. */
  readonly secretsKey: string | undefined;
  /** Whether other relays can have the store open: then the configuration stands there, and in no file. */
  readonly areOthers: boolean;
  /** The relay, as others are told of it; null where it is alone, and for a command, which tells nobody. */
  readonly teller?: Teller | null;
  readonly configFile: string;
  /** The port of a relay that brings the sample where relays share a store with no configuration; null where a file was named for that. */
  readonly samplePort?: number | null;
  /** Where `env:` references look. */
  readonly env: NodeJS.ProcessEnv;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

/** A configuration that has been found, and what it comes from and goes to. */
export interface OpenConfig {
  readonly keeper: ConfigKeeper;
  readonly truth: ConfigTruth;
  /** @param digestKey digests of what was shown to somebody are made with it */
  readonly changes: (digestKey: Buffer) => ConfigChanging;
  readonly storedSecrets: StoredSecrets;
}

/** Finds the configuration of a relay. Nothing of it runs before it is loaded, so whoever listens can begin to. */
export async function openConfig(parts: OpenConfigParts): Promise<OpenConfig> {
  const { dataFolder, secretsKey, configFile, env, store, areOthers, teller = null, clock, log } = parts;
  const { samplePort = null } = parts;
  const storedSecrets = await StoredSecrets.open({
    ...{ dataFolder, secretsKey, store, areOthers },
    now: () => clock.now(),
  });
  const secrets = secretSource({
    env,
    configFolder: path.dirname(configFile),
    stored: (name) => storedSecrets.read(name),
  });
  const keeper = new ConfigKeeper({ store, clock, log, secrets, switches: await store.switches.all() });
  if (areOthers) {
    const truth = new ConfigInStore({
      ...{ keeper, log, store, clock, teller, configFile },
      ...{ samplePort, storedSecrets },
    });
    const changes = (digestKey: Buffer) => new ChangesInStore({ store, keeper, truth, digestKey });
    return { keeper, truth, changes, storedSecrets };
  }
  const instead = new InsteadOfFile(store, storedSecrets);
  const file = new ConfigFile(configFile, { keeper, instead, log, store, clock });
  const changes = (digestKey: Buffer) => new ConfigChanges({ store, keeper, file, instead, digestKey });
  return { keeper, truth: file, changes, storedSecrets };
}
