import { ConnectError } from '@convoso-connect/core';
import { hasChanges, statusChanges, type StatusChanges } from '../../statuses/changes.js';
import { doubtful, fine, listed, type Finding } from '../finding.js';
import { fromConvoso, unanswered, type SetUp } from '../set-up.js';

const PULL_COMMAND = 'npm run connect -- statuses pull';
const PULL = `Run: ${PULL_COMMAND}`;

/** Whether the account's own table is loaded, and still the account's. */
export async function checkStatuses(setUp: SetUp): Promise<readonly Finding[]> {
  const { statuses } = setUp.config;
  if (statuses.length === 0) {
    const remedy = setUp.convoso.account === null ? `Mend the token first. Then run: ${PULL_COMMAND}` : PULL;
    return [doubtful("the account's statuses are not loaded: which are final or reached is a guess", remedy)];
  }
  return fromConvoso(setUp, async (account) => {
    try {
      const changes = statusChanges(statuses, await account.statuses());
      if (!hasChanges(changes)) return [fine(`the ${statuses.length} loaded ones are those of the account`)];
      return [doubtful(`the account has changed since they were loaded: ${changesText(changes)}`, PULL)];
    } catch (error) {
      if (error instanceof ConnectError) return [unanswered(error)];
      throw error;
    }
  });
}

function changesText(changes: StatusChanges): string {
  const parts = [
    ['new', changes.added],
    ['changed', changes.changed],
    ['gone', changes.gone],
  ] as const;
  return parts
    .filter(([, rows]) => rows.length > 0)
    .map(([word, rows]) => `${word} ${listed(rows.map(({ status }) => status))}`)
    .join('; ');
}
