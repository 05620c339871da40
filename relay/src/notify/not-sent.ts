import type { ConnectConfig } from '@convoso-connect/core/config';
import { localTime, withLocalTimes } from '../explain/local-time.js';
import type { StoredNotice } from '../store/ports/notices.js';
import { placesOf, type Destination } from './places.js';
import { triedAt } from './retries.js';

/** That notifications do not reach whom they are for: a sentence without its full stop, and what to do. */
export interface NotSent {
  readonly message: string;
  readonly remedy: string;
}

type Configured = Pick<ConnectConfig, 'account' | 'endpoints' | 'settings'>;

/**
 * The latest notification that could not be sent, unless another one has reached the same places since, or nobody wants it any more;
 * null where there is none.
 */
export function notSent(notices: readonly StoredNotice[], config: Configured): NotSent | null {
  const [latest] = notices
    .filter((notice) => isUnsent(notice, notices, config))
    .sort((a, b) => triedAt(b) - triedAt(a));
  if (latest === undefined) return null;
  const { timeZone } = config.account;
  const { kind, lastAt, sendAt, sendFailure } = latest;
  const why = withLocalTimes((sendFailure ?? '').replace(/\s+/g, ' ').replace(/\.$/, ''), timeZone);
  const next = sendAt === null ? 'It was given up' : `It is tried again at ${localTime(sendAt, timeZone)}`;
  return {
    message: `the notification of ${localTime(lastAt, timeZone)} (${kind}) could not be sent, ${why}`,
    remedy: `${next}. Mend ${missing(latest, config)
      .map((place) => toMend(place, config))
      .join(' and ')}; this is told until one is sent.`,
  };
}

function isUnsent(notice: StoredNotice, notices: readonly StoredNotice[], config: Configured): boolean {
  if (notice.sendFailure === null) return false;
  const places = missing(notice, config);
  const reached = notices.some(
    ({ key, sentAt }) =>
      sentAt !== null &&
      sentAt >= triedAt(notice) &&
      places.every((place) =>
        placesOf(key, config.settings).some(({ by, to }) => by === place.by && to === place.to),
      ),
  );
  return places.length > 0 && !reached;
}

/** The places that do not have it. */
function missing({ key, sentTo }: StoredNotice, { settings }: Configured): readonly Destination[] {
  const sent = new Set(sentTo.split(','));
  return placesOf(key, settings).filter(({ by }) => !sent.has(by));
}

function toMend({ by, to }: Destination, { endpoints }: Configured): string {
  if (by === 'email') return 'settings.email, or the mail server';
  return `the endpoint "${endpoints.find(({ id }) => id === to)?.name ?? to}"`;
}
