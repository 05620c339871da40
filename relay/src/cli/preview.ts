import { ConnectError, type LeadKey } from '@convoso-connect/core';
import { fieldUses, restoreConfig, type ConnectConfig } from '@convoso-connect/core/config';
import { preview } from '../leads/preview.js';
import { latestRevision } from '../store/commands/revisions.js';
import { openSqlite, type Db } from '../store/sqlite.js';
import { readEnvironment } from './environment.js';

/** Prints what an adaptor would send with a lead's last known data, and what is odd about it. */
export async function printPreview(
  adaptorId: string,
  { lead }: { readonly lead?: string },
  env: NodeJS.ProcessEnv,
): Promise<void> {
  await withConfig(env, async (db, config) => {
    const key: LeadKey | null = lead === undefined ? null : `lead:${lead}`;
    const shown = await preview(db, config, { adaptorId, lead: key, now: Date.now() });
    const warnings = shown.warnings.map(({ message, remedy }) => `  ! ${message} ${remedy}\n`).join('');
    process.stdout.write(
      `With the data of ${shown.occurrenceId} the adaptor "${adaptorId}" sends:\n\n` +
        `${JSON.stringify(shown.fields, null, 2)}\n${warnings === '' ? '' : `\n${warnings}`}`,
    );
  });
}

/** Prints every place of the configuration that goes by a field's name: what a renaming in Convoso would break. */
export async function printFieldUses(field: string, env: NodeJS.ProcessEnv): Promise<void> {
  await withConfig(env, (_db, config) => {
    const uses = fieldUses(config, field);
    const text = uses.map(({ path, part }) => `  ${path}   in ${part}\n`).join('');
    process.stdout.write(
      uses.length === 0 ? `Nothing goes by ${field}.\n` : `These go by ${field}:\n${text}`,
    );
    return Promise.resolve();
  });
}

async function withConfig(
  env: NodeJS.ProcessEnv,
  work: (db: Db, config: ConnectConfig) => Promise<void>,
): Promise<void> {
  const db = await openSqlite(readEnvironment(env).dataFolder);
  try {
    const revision = await latestRevision(db);
    if (revision === undefined) {
      const remedy = 'Start the relay once: npm start';
      throw new ConnectError(
        'NO_CONFIGURATION',
        'no configuration has been accepted in this data folder yet',
        remedy,
      );
    }
    await work(db, restoreConfig(revision.document));
  } finally {
    await db.destroy();
  }
}
