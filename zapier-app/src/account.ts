import { ConnectError, type AccountStatus } from '@convoso-connect/core';
import { accountStatuses } from '@convoso-connect/core/convoso-api';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { convosoOf } from './convoso.js';

const DEFAULT_TIME_ZONE = 'America/Los_Angeles';

/**
 * The zone in which Convoso shows dates to this account (domain-facts J.8b).
 *
 * @throws {ConnectError} TIME_ZONE_INVALID
 */
export function accountZone({ authData }: Pick<Bundle, 'authData'>): string {
  const zone = authData['timeZone']?.trim() || DEFAULT_TIME_ZONE;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    throw new ConnectError(
      'TIME_ZONE_INVALID',
      `The connection's Account Time Zone, ${JSON.stringify(zone)}, is no time zone.`,
      'Write its IANA name, such as America/New_York.',
    );
  }
}

/** The account's own dispositions, which every account edits (domain-facts C.1). */
export async function ownStatuses(
  z: ZObject,
  bundle: Pick<Bundle, 'authData'>,
): Promise<readonly AccountStatus[]> {
  const { rows } = await convosoOf(z, bundle).statuses.search({ query: '' });
  return accountStatuses(rows);
}
