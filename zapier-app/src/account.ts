import { ConnectError, zoneWithoutPlace, type AccountStatus } from '@convoso-connect/core';
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

/**
 * What a step tells of a connection from before such zones were refused: a step that goes on is better than one that stops.
 */
export function accountZoneWarnings({ authData }: Pick<Bundle, 'authData'>): readonly string[] {
  const zone = authData['timeZone']?.trim() ?? '';
  const doubt = zoneWithoutPlace(zone);
  if (doubt === null) return [];
  return [`The connection's Account Time Zone is ${JSON.stringify(zone)}. ${doubt.message} ${doubt.remedy}`];
}

/**
 * Where the connection is made, there is nobody yet for whom it would stop.
 *
 * @throws {ConnectError} ZONE_WITHOUT_PLACE
 */
export function refuseZoneWithoutPlace({ authData }: Pick<Bundle, 'authData'>): void {
  const zone = authData['timeZone']?.trim() ?? '';
  const doubt = zoneWithoutPlace(zone);
  if (doubt === null) return;
  const message = `Account Time Zone is ${JSON.stringify(zone)}. ${doubt.message}`;
  throw new ConnectError(doubt.code, message, doubt.remedy);
}

/**
 * Several steps of one run ask for the same table. A disposition that is edited is seen after this long at the latest.
 */
const SECONDS_KEPT = 300;

/** The cache is the app's, so that each connection has a place of its own in it. */
function keyOf(z: ZObject, { authData }: Pick<Bundle, 'authData'>): string {
  const { authToken = '', convosoAddress = '' } = authData;
  return `statuses-${z.hash('sha256', `${convosoAddress}\n${authToken}`)}`;
}

/** The account's own dispositions, which every account edits (domain-facts C.1). Where Zapier's cache is away, Convoso is asked. */
export async function ownStatuses(
  z: ZObject,
  bundle: Pick<Bundle, 'authData'>,
  mostMilliseconds?: number,
): Promise<readonly AccountStatus[]> {
  const key = keyOf(z, bundle);
  const kept: unknown = await z.cache.get(key).catch(() => null);
  if (Array.isArray(kept)) return kept as readonly AccountStatus[];
  const { rows } = await convosoOf(z, bundle, mostMilliseconds).statuses.search({ query: '' });
  const statuses = accountStatuses(rows);
  await z.cache.set(key, statuses, SECONDS_KEPT).catch(() => false);
  return statuses;
}
