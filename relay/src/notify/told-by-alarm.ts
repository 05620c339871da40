import { placeKey, type Place } from '../alarms/kinds.js';
import type { StoredNotice } from '../store/ports/notices.js';
import type { Unit } from '../store/store.js';
import { onKey } from './over.js';

const UNDELIVERED = 'dead:';
const DOUBTFUL = 'doubtful:';

/** The key of the notification that actions for an endpoint have ended undelivered. */
export function undeliveredKey(endpointId: string): string {
  return `${UNDELIVERED}${endpointId}`;
}

/** The key of the notification that what an endpoint answers looks like no success. */
export function doubtfulKey(endpointId: string): string {
  return `${DOUBTFUL}${endpointId}`;
}

/** The place whose alarm tells of what a notification tells of; null where no alarm does. */
export function alarmPlaceOf(key: string): Place | null {
  if (key.startsWith(UNDELIVERED)) return { kind: 'failing', about: key.slice(UNDELIVERED.length) };
  if (key.startsWith(DOUBTFUL)) return { kind: 'looks-unsuccessful', about: key.slice(DOUBTFUL.length) };
  return null;
}

/** As far as it is asked whether an alarm tells of something. */
type Reads = Pick<Unit, 'alarms' | 'notices'>;

/** The notification of an alarm that tells, or has told, of all that this one is about; undefined where there is none. */
export async function alarmNoticeFor(
  { alarms, notices }: Reads,
  { key, lastAt }: Pick<StoredNotice, 'key' | 'lastAt'>,
): Promise<StoredNotice | undefined> {
  const place = alarmPlaceOf(key);
  if (place === null) return undefined;
  const telling = (await alarms.all()).some(
    ({ kind, about, told, resolvedAt }) =>
      kind === place.kind &&
      about === place.about &&
      told !== null &&
      (resolvedAt === null || resolvedAt >= lastAt),
  );
  return telling ? notices.find(onKey(placeKey(place))) : undefined;
}
