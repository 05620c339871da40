import { ConnectError } from '@convoso-connect/core';
import { formatProblem, type ConfigProblem } from '@convoso-connect/core/config';

/** A configuration that was accepted, by another relay or earlier, and that this one cannot run. */
export function unusable(revision: number, problems: readonly ConfigProblem[]): ConnectError {
  const list = problems.map((problem) => `\n  - ${formatProblem(problem)}`).join('');
  return new ConnectError(
    'STORED_CONFIG_UNUSABLE',
    `revision ${revision} of the configuration, which stands in the database, cannot be used by this relay:${list}`,
    'Give this relay what the configuration refers to, as the other relays have it: its environment, the files beside its ' +
      'configuration, or the key of the stored secrets (CONNECT_SECRETS_KEY). A command needs the same, or is run at a relay that has it.',
  );
}
