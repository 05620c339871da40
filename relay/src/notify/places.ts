/** A place that notifications are sent to: an endpoint by its id, or an address. */
export interface Destination {
  readonly by: 'endpoint' | 'email';
  readonly to: string;
}

/** Stands in `StoredNotice.sentTo` for a place where some have it and some do not: it is not sent there once more. */
export function inPart({ by }: Destination): string {
  return `${by} in part`;
}

/** Stands in `StoredNotice.sentTo` for a place that may have it, because nobody has answered for it: it is sent there once more. */
export function perhaps({ by }: Destination): string {
  return `${by}${PERHAPS}`;
}

const PERHAPS = ' perhaps';

/** Whether somebody surely has what was told last: where it is told once more, `sentTo` begins anew. */
export function hasReachedSomebody({ sentTo }: { readonly sentTo: string }): boolean {
  return sentTo.split(',').some((place) => place !== '' && !place.endsWith(PERHAPS));
}

/** As far as `settings` says where to, with or without its secrets. */
interface Addressed {
  readonly endpointId?: string | undefined;
  readonly email?: string | undefined;
}

interface Settings {
  readonly notifications: Addressed;
  readonly alarms: Addressed;
}

/** How the keys begin of notifications that are alarms, though others than the alarms themselves tell them. */
const ALARMS = ['alarm:', 'store:', 'config:', 'digest:'] as const;

/** The key of the notification that the configuration is refused; one of several relays has its own (`ownKey`). */
const CONFIG = 'config';

/** The digest is for reading, and goes by mail alone. */
const BY_MAIL = 'digest:';

/** The kind of the notification that a test mail is. */
export const TEST_MAIL = 'test-mail';

/** Its key names whom it was sent to, whatever the settings say later. */
export function testMailKey(to: string): string {
  return `${TEST_MAIL}:${to}`;
}

/** Everybody whom notifications or alarms are mailed to, each of them once. */
export function mailedTo({ notifications, alarms }: Settings): string[] {
  return [...new Set([alarms.email, notifications.email].filter((email) => email !== undefined))];
}

/** Where a notification is sent besides being stored: alarms as `settings.alarms` says, where that says anything. */
export function placesOf(key: string, settings: Settings): Destination[] {
  const { notifications, alarms } = settings;
  if (key.startsWith(testMailKey('')))
    return mailedTo(settings)
      .filter((to) => key === testMailKey(to))
      .flatMap(byMail);
  const isAlarm = key === CONFIG || ALARMS.some((beginning) => key.startsWith(beginning));
  const isDigest = key.startsWith(BY_MAIL);
  if (isDigest) return byMail(alarms.email ?? notifications.email);
  const saysWhere = alarms.endpointId !== undefined || alarms.email !== undefined;
  const { endpointId, email } = isAlarm && saysWhere ? alarms : notifications;
  return [
    ...(endpointId === undefined ? [] : [{ by: 'endpoint', to: endpointId } as const]),
    ...byMail(email),
  ];
}

function byMail(to: string | undefined): Destination[] {
  return to === undefined ? [] : [{ by: 'email', to }];
}
