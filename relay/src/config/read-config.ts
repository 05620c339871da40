import { readFileSync } from 'node:fs';
import { ConnectError } from '@convoso-connect/core';
import {
  formatProblem,
  parseConfigText,
  type ConfigProblem,
  type ConnectConfig,
} from '@convoso-connect/core/config';

/** Why a document was not accepted. */
export class ConfigRefused extends ConnectError {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const list = problems.map((problem) => `\n  - ${formatProblem(problem)}`).join('');
    const count = problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`;
    super('CONFIG_REFUSED', `the configuration has ${count}:${list}`, 'Mend the places named and try again.');
    this.problems = problems;
  }
}

/**
 * Reads a document that is to be valid. `accepted` is the configuration that was accepted last, where there is one: what
 * it already held is not refused for a rule that came later. Throws {@link ConfigRefused} with every problem.
 */
export function readConfigText(
  text: string,
  accepted: ConnectConfig | null,
): {
  config: ConnectConfig;
  warnings: readonly ConfigProblem[];
} {
  const parsed = parseConfigText(text, { accepted });
  if (!parsed.ok) throw new ConfigRefused(parsed.problems);
  return { config: parsed.config, warnings: parsed.warnings };
}

/** The text of the configuration file. Throws a `ConnectError` where it cannot be read. */
export function readConfigFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConnectError(
      'CONFIG_UNREADABLE',
      `the configuration file ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      'Set CONNECT_CONFIG to a file that exists and can be read.',
      { cause: error },
    );
  }
}
