import { RELAY_API } from '@convoso-connect/core/relay-contract';
import type { Clock } from '../clock.js';
import type { Unready } from '../http/readiness.js';
import type { Reader } from '../reads/reader.js';
import { whenGone } from './answer.js';
import type { Serve } from './serve.js';

export interface TodayParts {
  readonly reader: Reader;
  readonly clock: Clock;
  /** Why the relay is not ready; null when it is. */
  readonly readiness: () => Unready | null;
}

/** How the account's day goes. That the relay itself is not ready comes before all that it knows of others. */
export function serveToday(serve: Serve, { reader, clock, readiness }: TodayParts): void {
  serve(RELAY_API.today.get, async ({ response }) => {
    const day = await reader.ask('today', { now: clock.now() }, { signal: whenGone(response) });
    if (day === null) throw new Error('a relay that runs has no configuration');
    const unready = readiness();
    if (unready === null) return day;
    const { message, remedy, code } = unready;
    const sentence = `${message.replace(/\.$/, '')}. ${remedy}`;
    return { ...day, next: { step: 'not-ready', sentence, about: code } } as const;
  });
}
