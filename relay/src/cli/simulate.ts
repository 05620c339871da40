import { readFileSync } from 'node:fs';
import { ConnectError } from '@convoso-connect/core';
import { formatProblem, type ConfigProblem, type ConnectConfig } from '@convoso-connect/core/config';
import { readTimeSpan } from '../api/date-range.js';
import { acceptedConfig } from '../config/accepted.js';
import { readConfigText } from '../config/read-config.js';
import { DEFAULT_SPAN_MS, MOST_OCCURRENCES } from '../simulate/limits.js';
import { simulate } from '../simulate/simulate.js';
import { simulationText } from '../simulate/text.js';
import { openSqlite } from '../store/sqlite.js';
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
    const accepted = await acceptedConfig(db);
    const { config, warnings } =
      options.config === undefined ? running(accepted) : configOf(options.config, accepted);
    const span = readTimeSpan({ from: options.since, to: options.until }, config.account.timeZone);
    const from = span.from ?? Date.now() - DEFAULT_SPAN_MS;
    const report = await simulate(db, config, { ...span, from, limit: MOST_OCCURRENCES });
    if (options.json === true) process.stdout.write(`${JSON.stringify({ ...report, warnings }, null, 2)}\n`);
    else process.stdout.write(`${[...warnings.map(warningText), simulationText(report)].join('\n\n')}\n`);
  } finally {
    await db.destroy();
  }
}

function warningText(warning: ConfigProblem): string {
  return `! ${formatProblem(warning)}`;
}

interface Tried {
  readonly config: ConnectConfig;
  readonly warnings: readonly ConfigProblem[];
}

function configOf(file: string, accepted: ConnectConfig | null): Tried {
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
  return readConfigText(text, accepted);
}

/** What was warned about when it was accepted is not said again. */
function running(accepted: ConnectConfig | null): Tried {
  if (accepted !== null) return { config: accepted, warnings: [] };
  throw new ConnectError(
    'NO_CONFIGURATION',
    'no configuration has been accepted in this data folder yet',
    'Start the relay once, npm start, or name a file with --config.',
  );
}
