import path from 'node:path';
import { createConvosoApi } from '@convoso-connect/core/convoso-api';
import { acceptedConfigIn } from '../config/accepted.js';
import { readConfigFile, readConfigText } from '../config/read-config.js';
import { replaceFile } from '../config/replace-file.js';
import { secretSource } from '../config/secret-source.js';
import { accountWithToken } from '../convoso/account.js';
import { convosoOptions } from '../convoso/client.js';
import { Sender } from '../deliver/sender.js';
import { storedSecretsIn } from '../seals/stored-in.js';
import { pullStatuses } from '../statuses/account-statuses.js';
import { hasChanges, statusChanges } from '../statuses/changes.js';
import { withStatuses } from '../statuses/document.js';
import { changesText, tableText } from '../statuses/text.js';
import { configFileOf, readEnvironment } from './environment.js';
import { print } from './print.js';

export interface PullOptions {
  readonly print?: boolean;
}

/** Loads the account's statuses into the configuration file, or only prints them. A running relay reads it again. */
export async function printStatuses(
  { print: printOnly = false }: PullOptions,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const environment = readEnvironment(env);
  const file = configFileOf(environment);
  const before = readConfigFile(file);
  const accepted = await acceptedConfigIn(environment.dataFolder);
  const { config } = readConfigText(before, accepted);
  const stored = await storedSecretsIn(environment.dataFolder);
  const secrets = secretSource({ env, configFolder: path.dirname(file), stored });
  const account = accountWithToken(config, secrets);
  const sender = new Sender();
  sender.configure(config.settings.egress);
  try {
    const statuses = await pullStatuses(createConvosoApi(convosoOptions(account, sender)));
    const changes = statusChanges(config.statuses, statuses);
    print(`${changesText(changes, statuses.length)}\n`);
    if (printOnly) {
      print(`\n${tableText(statuses)}\n\nNothing was written.\n`);
    } else if (hasChanges(changes)) {
      replaceFile(file, { before, after: withStatuses(before, statuses, accepted) });
      print(`Written to ${file}. A running relay takes it over by itself.\n`);
    }
  } finally {
    await sender.close();
  }
}
