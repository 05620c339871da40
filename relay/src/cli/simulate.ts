import { readFileSync } from 'node:fs';
import { ConnectError, visibleText } from '@convoso-connect/core';
import { formatProblem, type ConfigProblem } from '@convoso-connect/core/config';
import { readTimeSpan } from '../api/date-range.js';
import { readConfigFile, readConfigText } from '../config/read-config.js';
import type { Simulated } from '../reads/trials.js';
import { DEFAULT_SPAN_MS } from '../simulate/limits.js';
import { simulateSample } from '../simulate/simulate.js';
import { simulationText } from '../simulate/text.js';
import type { TimeSpan } from '../store/in-time-order.js';
import { configFileOf, readEnvironment } from './environment.js';
import { print } from './print.js';
import { withReader } from './with-reader.js';

export interface SimulateOptions {
  readonly config?: string;
  readonly since?: string;
  readonly until?: string;
  readonly json?: boolean;
}

/**
 * Prints what a configuration would have made of the stored occurrences, beside what was made of them; before a relay has
 * ever run here, what it would make of the built-in sample lead.
 */
export async function printSimulation(options: SimulateOptions, env: NodeJS.ProcessEnv): Promise<void> {
  const document = options.config === undefined ? null : textOf(options.config);
  const report = await withReader(env, async (reader) => {
    const accepted = (await reader?.ask('accepted', {})) ?? null;
    if (reader === null || accepted === null) return simulatedSample(document, options, env);
    const span = spanOf(options, accepted.timeZone);
    return reader.ask('simulation', { document, revision: accepted.revision, span });
  });
  const text =
    options.json === true
      ? JSON.stringify(report, null, 2)
      : [...report.warnings.map(warningText), simulationText(report)].join('\n\n');
  print(`${text}\n`);
}

async function simulatedSample(
  document: string | null,
  options: SimulateOptions,
  env: NodeJS.ProcessEnv,
): Promise<Simulated> {
  const text = document ?? readConfigFile(configFileOf(readEnvironment(env)));
  const { config, warnings } = readConfigText(text, null);
  return { ...(await simulateSample(config, spanOf(options, config.account.timeZone))), warnings };
}

function spanOf({ since, until }: SimulateOptions, timeZone: string): TimeSpan {
  const span = readTimeSpan({ from: since, to: until }, timeZone);
  return { ...span, from: span.from ?? Date.now() - DEFAULT_SPAN_MS };
}

function warningText(warning: ConfigProblem): string {
  return `! ${visibleText(formatProblem(warning))}`;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
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
}
