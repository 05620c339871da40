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

const ELSEWHERE = 'Set CONNECT_CONFIG to a file that exists and can be read.';

/**
 * The text of the configuration file. Throws a `ConnectError` where it cannot be read, with `ifMissing` as the remedy where
 * there is none.
 */
export function readConfigFile(file: string, ifMissing = ELSEWHERE): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConnectError(
      'CONFIG_UNREADABLE',
      code === 'ENOENT'
        ? `there is no configuration file ${file}`
        : `the configuration file ${file} cannot be read: ${whyUnreadable(error)}`,
      code === 'ENOENT' ? ifMissing : ELSEWHERE,
      { cause: error },
    );
  }
}

/** What the system says of a file that cannot be read, in words. */
export function whyUnreadable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return WORDS[code ?? ''] ?? message;
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'the user who runs this may not read it',
  EPERM: 'the user who runs this may not read it',
};
