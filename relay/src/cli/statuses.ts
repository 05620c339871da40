import { replaceFile } from '../config/replace-file.js';
import { pullStatuses } from '../statuses/account-statuses.js';
import { hasChanges, statusChanges } from '../statuses/changes.js';
import { withStatuses } from '../statuses/document.js';
import { changesText, tableText } from '../statuses/text.js';
import { putText } from './config-at-hand.js';
import { print } from './print.js';
import { withAccount } from './with-account.js';

export interface PullOptions {
  readonly print?: boolean;
}

/** Loads the account's statuses into the configuration, or only prints them. A running relay takes that up by itself. */
export async function printStatuses(
  { print: printOnly = false }: PullOptions,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  await withAccount(env, async ({ file, text, config, accepted, api }) => {
    const statuses = await pullStatuses(api());
    const changes = statusChanges(config.statuses, statuses);
    print(`${changesText(changes, statuses.length)}\n`);
    if (printOnly) {
      print(`\n${tableText(statuses)}\n\nNothing was written.\n`);
    } else if (!hasChanges(changes)) return;
    else if (file === null) {
      const { changed, runs } = await putText(withStatuses(text, statuses, accepted), {}, env);
      print(`Revision ${changed.revision} has them, and runs ${runs}.\n`);
    } else {
      replaceFile(file, { before: text, after: withStatuses(text, statuses, accepted) });
      print(`Written to ${file}. A running relay takes it over by itself.\n`);
    }
  });
}
