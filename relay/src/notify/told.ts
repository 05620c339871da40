import { nullRecord, visibleParagraph } from '@convoso-connect/core';
import { localTime, withLocalTimes } from '../explain/local-time.js';
import { iso } from '../iso.js';
import type { StoredNotice } from '../store/ports/notices.js';

/** What is told of a notification, wherever it is sent. */
export interface Told extends Pick<
  StoredNotice,
  'key' | 'kind' | 'message' | 'count' | 'firstAt' | 'lastAt'
> {
  /** By which receivers know it again: the same however often one telling is sent, and another one for each telling. */
  readonly id: string;
}

/**
 * By the moment that is told of, and by no count: a count begins anew once its row was deleted, and where nothing is stored
 * there is none.
 */
export function idOf({ key, lastAt }: Pick<Told, 'key' | 'lastAt'>): string {
  return `notification-${key}-${lastAt}`;
}

/** By the clock of the account: nobody converts a time before knowing what it is about. */
export function mailText({ kind, message, count, firstAt, lastAt }: Told, timeZone: string): string {
  const said = visibleParagraph(withLocalTimes(message, timeZone));
  if (kind === 'digest') return `${said}\n`;
  const often = count === 1 ? 'once' : `${count} times`;
  return `${said}\n\nSince ${localTime(firstAt, timeZone)}, ${often}, last at ${localTime(lastAt, timeZone)}.\n`;
}

/** What an endpoint gets: the columns of `/api/notifications`, mapped by no adaptor. */
export function fieldsOf({ key, kind, message, count, firstAt, lastAt }: Told) {
  return nullRecord<string>([
    ['key', key],
    ['kind', kind],
    ['message', message],
    ['count', String(count)],
    ['first_at', iso(firstAt)],
    ['last_at', iso(lastAt)],
  ]);
}
