import path from 'node:path';
import { createConvosoApi, type ConvosoApi } from '@convoso-connect/core/convoso-api';
import type { ConnectConfig } from '@convoso-connect/core/config';
import { acceptedConfigIn, documentInStore } from '../config/accepted.js';
import { readConfigFile, readConfigText } from '../config/read-config.js';
import { secretSource } from '../config/secret-source.js';
import { accountWithToken } from '../convoso/account.js';
import { convosoOptions } from '../convoso/client.js';
import { Sender } from '../deliver/sender.js';
import { storedSecretsIn } from '../seals/stored-in.js';
import { assertStoreOrNone } from '../store/no-store.js';
import { configFileOf, ifNoConfigFile, readEnvironment } from './environment.js';

/** The configuration of the account, and the way to Convoso. */
export interface AccountAtHand {
  /** Where it stands; null where that is the store. */
  readonly file: string | null;
  /** What stands there. */
  readonly text: string;
  readonly config: ConnectConfig;
  /** The configuration that the relay accepted last, if any. */
  readonly accepted: ConnectConfig | null;
  /** Throws a `ConnectError` where the configuration has no token, or there is nothing behind the reference to it. */
  readonly api: () => ConvosoApi;
}

/**
 * Works with the configuration and Convoso, whether or not a relay runs. Throws a `ConnectError` where its file cannot be read
 * or the relay would not accept it.
 */
export async function withAccount<Value>(
  env: NodeJS.ProcessEnv,
  work: (account: AccountAtHand) => Promise<Value>,
): Promise<Value> {
  const environment = readEnvironment(env);
  assertStoreOrNone(environment);
  const file = configFileOf(environment);
  const accepted = await acceptedConfigIn(environment);
  const inStore = documentInStore(environment, accepted);
  const text = inStore ?? readConfigFile(file, ifNoConfigFile(environment));
  const { config } = readConfigText(text, accepted);
  const stored = await storedSecretsIn(environment);
  const secrets = secretSource({ env, configFolder: path.dirname(file), stored });
  const sender = new Sender();
  sender.configure(config.settings.egress);
  const api = (): ConvosoApi => createConvosoApi(convosoOptions(accountWithToken(config, secrets), sender));
  try {
    return await work({ file: inStore === null ? file : null, text, config, accepted, api });
  } finally {
    await sender.close();
  }
}
