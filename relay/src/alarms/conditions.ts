import type { RegisteredRelay } from '../store/ports/relays.js';
import type { Place } from './kinds.js';
import type { Wrong } from './subject.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What was due, or came in, this long ago and has not been begun is a backlog. */
const BACKLOG_MS = 10 * MINUTE;

/** So many requests that were turned away at a hook in so long are more than a stray one. */
const TURNED_AWAY = 5;
export const TURNED_AWAY_MS = 10 * MINUTE;

/** What does not last for so long is told in the log alone. */
const NOT_READY_MS = MINUTE;

/** A request that was turned away. */
export interface TurnedAway {
  readonly hookId: string;
  readonly code: string;
  readonly at: number;
}

/** What the relay knows of itself at one moment. Times in epoch milliseconds. */
export interface Signals {
  readonly now: number;
  /** When the oldest delivery came in that waits to be processed; null where none does. */
  readonly unprocessedSince: number | null;
  /** By endpoint: when the first of its actions was due that has not been taken up. */
  readonly overdue: readonly { readonly endpointId: string; readonly since: number }[];
  /** In the last {@link TURNED_AWAY_MS}, and let in by nobody since. */
  readonly turnedAway: readonly TurnedAway[];
  /** By hook: when the last call came in. Hooks that never had one are missing. */
  readonly lastCalls: ReadonlyMap<string, number>;
  /** Hooks that the configuration has. */
  readonly hookIds: readonly string[];
  /** `settings.alarms.hookSilentHours`; null where nobody wants to be told. */
  readonly silentHours: number | null;
  readonly relays: readonly RelayStanding[];
  /** The relays that are registered with a store that they share; none where there is one. */
  readonly fleet: readonly RegisteredRelay[];
}

/** How a relay is doing. */
export interface RelayStanding {
  /** Blank where there is one. */
  readonly name: string;
  /** Why and since when it is not ready. */
  readonly unready: { readonly since: number; readonly message: string } | null;
  /** Since when the configuration file is refused, or it cannot use what stands in a store that relays share. */
  readonly configRefusedAt: number | null;
}

/** A call at a hook by then was too long ago; null where nobody wants to be told. */
export function silentSince(silentHours: number | null, now: number): number | null {
  return silentHours === null ? null : now - silentHours * HOUR;
}

/** A place as it is now; `wrong` null where nothing goes wrong there. */
export interface Condition extends Place {
  readonly wrong: Wrong | null;
  /** More about it, in a sentence. */
  readonly more: string;
}

/** Every condition that alarms watch, besides endpoints: those that hold, and those that do not. */
export function conditionsOf(signals: Signals): Condition[] {
  return [
    ...signals.hookIds.map((id) => silent(id, signals)),
    backlog(signals),
    ...signals.hookIds.map((id) => growing(id, signals)),
    ...signals.relays.map((relay) => configRefused(relay, signals)),
    ...signals.relays.map((relay) => notReady(relay, signals)),
  ];
}

function silent(about: string, { now, lastCalls, silentHours }: Signals): Condition {
  const last = lastCalls.get(about);
  const since = silentSince(silentHours, now);
  const isSilent = since !== null && last !== undefined && last <= since;
  return { kind: 'hook-silent', about, wrong: isSilent ? once(last, now) : null, more: '' };
}

function backlog({ now, unprocessedSince, overdue }: Signals): Condition {
  const late = (since: number): boolean => now - since > BACKLOG_MS;
  const endpoints = overdue.filter(({ since }) => late(since));
  const unprocessed = unprocessedSince !== null && late(unprocessedSince) ? [unprocessedSince] : [];
  const since = [...unprocessed, ...endpoints.map((each) => each.since)];
  const what = [
    ...(unprocessed.length === 0 ? [] : ['calls that wait to be decided']),
    ...(endpoints.length === 0 ? [] : [`actions for ${endpoints.map((each) => each.endpointId).join(', ')}`]),
  ];
  const wrong = since.length === 0 ? null : once(Math.min(...since), now);
  const more = `It is about ${what.join(', and ')}: look at the log, and whether the machine or a slow endpoint holds it up.`;
  return { kind: 'backlog', about: '', wrong, more };
}

function growing(about: string, { turnedAway }: Signals): Condition {
  const ofHook = turnedAway.filter(({ hookId }) => hookId === about);
  const times = ofHook.map(({ at }) => at);
  const codes = [...new Set(ofHook.map(({ code }) => code))].sort().join(', ');
  const wrong =
    ofHook.length < TURNED_AWAY
      ? null
      : { since: Math.min(...times), lastAt: Math.max(...times), count: ofHook.length };
  const more = `It is the hook "${about}", with ${codes}. They are kept at /api/quarantine and can be let in once it is mended.`;
  return { kind: 'quarantine-growing', about, wrong, more };
}

function configRefused({ name, configRefusedAt }: RelayStanding, { now }: Signals): Condition {
  const wrong = configRefusedAt === null ? null : once(configRefusedAt, now);
  const where = name === '' ? '' : ', with the environment of that relay';
  const more = wrong === null ? '' : `What is wrong with it: npm run connect -- doctor${where}`;
  return { kind: 'config-refused', about: name, wrong, more };
}

function notReady({ name, unready }: RelayStanding, { now }: Signals): Condition {
  const isLost = unready !== null && now - unready.since >= NOT_READY_MS;
  const more = unready === null ? '' : unready.message;
  return { kind: 'not-ready', about: name, wrong: isLost ? once(unready.since, now) : null, more };
}

function once(since: number, now: number): Wrong {
  return { since, lastAt: now, count: 1 };
}
