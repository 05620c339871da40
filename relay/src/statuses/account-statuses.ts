import { ConnectError, type AccountStatus } from '@convoso-connect/core';
import { accountStatuses, type ConvosoApi } from '@convoso-connect/core/convoso-api';

/**
 * The account's own table of statuses, as the configuration holds it. Rows without an abbreviation, and a second row
 * of the same, mean nothing to a configuration. Rejects with a `ConvosoApiError`, and with NO_STATUSES where there is
 * none at all, which no account can be without.
 */
export async function pullStatuses({ statuses }: ConvosoApi): Promise<readonly AccountStatus[]> {
  const { rows } = await statuses.search({ query: '' });
  const named = accountStatuses(rows).filter(({ status }) => status.trim() !== '');
  if (named.length === 0) {
    const remedy = 'Look at the statuses in Convoso, and try again.';
    throw new ConnectError('NO_STATUSES', 'Convoso answered that the account has no status at all', remedy);
  }
  return [...new Map(named.map((row) => [row.status, { ...row, name: row.name || row.status }])).values()];
}
