import type { ConnectConfig } from '@convoso-connect/core/config';
import { localTime, withLocalTimes } from '../explain/local-time.js';
import type { StoredNotice } from '../store/ports/notices.js';
import { inPart, perhaps, placesOf, type Destination } from './places.js';
import { triedAt } from './retries.js';

/** That notifications do not reach whom they are for: a sentence without its full stop, and what to do. */
export interface NotSent {
  readonly message: string;
  readonly remedy: string;
}

type Configured = Pick<ConnectConfig, 'account' | 'endpoints' | 'settings'>;

/**
 * The latest notification that could not be sent, or is not known to be, as far as no other one has reached the same places since, and somebody wants it still;
 * null where there is none.
 */
export function notSent(notices: readonly StoredNotice[], config: Configured): NotSent | null {
  const [latest] = notices
    .filter(({ sendFailure }) => sendFailure !== null)
    .map((notice) => ({ notice, missing: missing(notice, notices, config) }))
    .filter(({ missing }) => missing.length > 0)
    .sort((a, b) => triedAt(b.notice) - triedAt(a.notice));
  if (latest === undefined) return null;
  const { timeZone } = config.account;
  const { kind, lastAt, sendAt, sendFailure, sentTo } = latest.notice;
  const taken = new Set(sentTo.split(','));
  const haveSome = latest.missing.every((place) => taken.has(inPart(place)));
  const mayHaveIt = latest.missing.every((place) => taken.has(perhaps(place)));
  const why = withLocalTimes((sendFailure ?? '').replace(/\s+/g, ' ').replace(/\.$/, ''), timeZone);
  const next = haveSome
    ? 'It is not sent again, because the others have it'
    : sendAt === null
      ? 'It was given up'
      : `It is tried again at ${localTime(sendAt, timeZone)}`;
  const toMend = latest.missing.map((place) => whatToMend(place, config)).join(' and ');
  const isMailed = latest.missing.some(({ by }) => by === 'email');
  const toTry = isMailed ? ' Send a test mail: npm run connect -- test --mail' : '';
  const which = `the notification of ${localTime(lastAt, timeZone)} (${kind})`;
  const became = haveSome
    ? `${which} did not reach everybody`
    : mayHaveIt
      ? `it is not known whether ${which} was sent`
      : `${which} could not be sent`;
  return {
    message: `${became}, ${why}`,
    remedy: `${next}. Mend ${toMend}; this is told until one is sent.${toTry}`,
  };
}

/** The places that do not have it, and that none has reached since. */
function missing(
  notice: StoredNotice,
  notices: readonly StoredNotice[],
  { settings }: Configured,
): readonly Destination[] {
  const sent = new Set(notice.sentTo.split(','));
  const since = triedAt(notice);
  const reached = notices
    .filter(({ sentAt }) => sentAt !== null && sentAt >= since)
    .flatMap(({ key }) => placesOf(key, settings));
  return placesOf(notice.key, settings).filter(
    (place) => !sent.has(place.by) && !reached.some(({ by, to }) => by === place.by && to === place.to),
  );
}

function whatToMend({ by, to }: Destination, { endpoints }: Configured): string {
  if (by === 'email') return 'settings.email, or the mail server';
  return `the endpoint "${endpoints.find(({ id }) => id === to)?.name ?? to}"`;
}
