import { readFileSync } from 'node:fs';
import { ConnectError, visibleText } from '@convoso-connect/core';
import { formatProblem, type ConfigProblem } from '@convoso-connect/core/config';
import { readTimeSpan } from '../api/date-range.js';
import { DEFAULT_SPAN_MS } from '../simulate/limits.js';
import { simulationText } from '../simulate/text.js';
import { print } from './print.js';
import { acceptedIn, withReader } from './with-reader.js';

export interface SimulateOptions {
  readonly config?: string;
  readonly since?: string;
  readonly until?: string;
  readonly json?: boolean;
}

/** Prints what a configuration would have made of the stored occurrences, beside what was made of them. */
export async function printSimulation(options: SimulateOptions, env: NodeJS.ProcessEnv): Promise<void> {
  const document = options.config === undefined ? null : textOf(options.config);
  const report = await withReader(env, async (found) => {
    const { reader, accepted } = await acceptedIn(found);
    const span = readTimeSpan({ from: options.since, to: options.until }, accepted.timeZone);
    return reader.ask('simulation', {
      document,
      revision: accepted.revision,
      span: { ...span, from: span.from ?? Date.now() - DEFAULT_SPAN_MS },
    });
  });
  const text =
    options.json === true
      ? JSON.stringify(report, null, 2)
      : [...report.warnings.map(warningText), simulationText(report)].join('\n\n');
  print(`${text}\n`);
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
