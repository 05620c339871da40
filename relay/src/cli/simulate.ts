import { readFileSync } from 'node:fs';
import { ConnectError } from '@convoso-connect/core';
import { restoreConfig, type ConnectConfig } from '@convoso-connect/core/config';
import { readTimeSpan } from '../api/date-range.js';
import { readConfigText } from '../config/read-config.js';
import { DEFAULT_SPAN_MS, MOST_OCCURRENCES } from '../simulate/limits.js';
import { simulate } from '../simulate/simulate.js';
import { simulationText } from '../simulate/text.js';
import { latestRevision } from '../store/commands/revisions.js';
import { openSqlite, type Db } from '../store/sqlite.js';
import { readEnvironment } from './environment.js';

export interface SimulateOptions {
  readonly config?: string;
  readonly since?: string;
  readonly until?: string;
  readonly json?: boolean;
}

/** Prints what a configuration would have made of the stored occurrences, beside what was made of them. */
export async function printSimulation(options: SimulateOptions, env: NodeJS.ProcessEnv): Promise<void> {
  const db = await openSqlite(readEnvironment(env).dataFolder);
  try {
    const config = options.config === undefined ? await acceptedConfig(db) : configOf(options.config);
    const span = readTimeSpan({ from: options.since, to: options.until }, config.account.timeZone);
    const from = span.from ?? Date.now() - DEFAULT_SPAN_MS;
    const report = await simulate(db, config, { ...span, from, limit: MOST_OCCURRENCES });
    const shown = options.json === true ? JSON.stringify(report, null, 2) : simulationText(report);
    process.stdout.write(`${shown}\n`);
  } finally {
    await db.destroy();
  }
}

function configOf(file: string): ConnectConfig {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConnectError(
      'CONFIG_UNREADABLE',
      `${file} cannot be read: ${why}`,
      'Name a file that exists.',
      {
        cause: error,
      },
    );
  }
  return readConfigText(text).config;
}

async function acceptedConfig(db: Db): Promise<ConnectConfig> {
  const revision = await latestRevision(db);
  if (revision !== undefined) return restoreConfig(revision.document);
  throw new ConnectError(
    'NO_CONFIGURATION',
    'no configuration has been accepted in this data folder yet',
    'Start the relay once, npm start, or name a file with --config.',
  );
}
