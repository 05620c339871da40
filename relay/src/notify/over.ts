import { iso } from '../iso.js';
import type { StoredNotice } from '../store/ports/notices.js';

const ALARM = 'alarm:';
const ON = ':on';
const OVER = ':over';

/** The key of what is told of an alarm's place while it goes wrong. */
export function onKey(place: string): string {
  return `${ALARM}${place}${ON}`;
}

/** The key of what is told once that is over. */
export function overKey(place: string): string {
  return `${ALARM}${place}${OVER}`;
}

type Over = StoredNotice & { readonly resolvedAt: number };

/** Whether a notification says that something goes on which is over by now. That something is over is over itself, and goes on being true. */
export function isOver(notice: StoredNotice): notice is Over {
  return notice.resolvedAt !== null && !(notice.key.startsWith(ALARM) && notice.key.endsWith(OVER));
}

/** The key of the notification that tells the end of what this one is about; null where there is none of its own. */
export function endKeyOf(key: string): string | null {
  return key.startsWith(ALARM) && key.endsWith(ON) ? overKey(key.slice(ALARM.length, -ON.length)) : null;
}

/** What is told of something that nobody could be told of before it was over: from when to when it was, as far as that is known. */
export function overText({ message, count, firstAt, lastAt, resolvedAt }: Over): string {
  const until = iso(resolvedAt);
  // A count may be that of several times, between which it was over.
  const span =
    count === 1
      ? `This is over: it lasted from ${iso(firstAt)} to ${until}.`
      : `This is over since ${until}; it came up last at ${iso(lastAt)}.`;
  return `${span} It was: ${message}`;
}
