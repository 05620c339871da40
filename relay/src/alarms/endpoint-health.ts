import type { FailureCause } from './cause.js';
import { isPast } from './times.js';

/** An attempt that counts: one that was refused says nothing of the endpoint, and is none. */
export type CountedAttempt =
  | { readonly at: number; readonly end: 'delivered' | 'doubtful' }
  | { readonly at: number; readonly end: FailureCause };

/** The failures of one cause since an endpoint was last well. Times in epoch milliseconds. */
export interface CauseRun {
  readonly since: number;
  readonly lastAt: number;
  readonly count: number;
}

/** How an endpoint has been doing, as far as its attempts since the start of the relay tell. */
export interface EndpointHealth {
  /** The last {@link RECENT} attempts, the oldest first. */
  readonly recent: readonly CountedAttempt[];
  /** The failures since the last success; `since` is the first of them. */
  readonly inARow: { readonly count: number; readonly since: number };
  /** What failed since the endpoint was last well, by cause; empty while it is. */
  readonly causes: ReadonlyMap<FailureCause, CauseRun>;
  /** When it began to succeed again behind its failures; null while it fails. */
  readonly goodSince: number | null;
  /** How many were delivered since then. */
  readonly sent: number;
  /** How many were delivered since its last outage, whatever failed between them; null before there was one, and while it goes on. */
  readonly sentSinceOutage: number | null;
}

export const UNKNOWN_HEALTH: EndpointHealth = {
  recent: [],
  inARow: { count: 0, since: 0 },
  causes: new Map(),
  goodSince: null,
  sent: 0,
  sentSinceOutage: null,
};

/** How many attempts shares are counted over. */
export const RECENT = 20;

const MINUTE = 60_000;

/** So many failures one after the other, over at least so long, are an outage; so is any failure that no success follows. */
const OUTAGE_FAILURES = 5;
const OUTAGE_MS = MINUTE;
const SILENT_OUTAGE_MS = 5 * MINUTE;

/** Half of the recent attempts, where they are enough to count: an endpoint that takes every other call. */
const HALF_FAILING = 10;

/** An endpoint is well after this long without failures. */
export const GOOD_MS = MINUTE;

/** Where fewer than these of the recent attempts failed, one that a success follows keeps no endpoint from being well. */
const STRAY_FAILURES = 4;

/** A cause that has not come up for this long, while another goes on, is over. */
const CAUSE_GONE_MS = 10 * MINUTE;

/** More doubtful answers than this among the last {@link RECENT} are a fault of the endpoint's settings, or of the destination. */
const DOUBTFUL_SHARE = 0.2;

/** An endpoint's health after one more attempt. */
export function afterAttempt(health: EndpointHealth, attempt: CountedAttempt): EndpointHealth {
  const recent = [...health.recent.slice(1 - RECENT), attempt];
  const { at, end } = attempt;
  if (end === 'delivered' || end === 'doubtful') {
    return {
      ...health,
      recent,
      inARow: UNKNOWN_HEALTH.inARow,
      goodSince: health.goodSince ?? at,
      sent: health.sent + 1,
      sentSinceOutage: health.sentSinceOutage === null ? null : health.sentSinceOutage + 1,
    };
  }
  const { inARow, goodSince } = health;
  const isStray = inARow.count === 0 && recent.length === RECENT && failuresIn(recent) < STRAY_FAILURES;
  const run = health.causes.get(end);
  const counted = { since: run?.since ?? at, lastAt: at, count: (run?.count ?? 0) + 1 };
  return {
    ...health,
    recent,
    inARow: { count: inARow.count + 1, since: inARow.count === 0 ? at : inARow.since },
    causes: new Map([...health.causes, [end, counted]]),
    ...(isStray ? { goodSince, sent: health.sent } : { goodSince: null, sent: 0 }),
  };
}

/** Whether an endpoint fails as an outage does: not now and then, and not for a moment. */
export function isFailing({ inARow, recent }: EndpointHealth, now: number): boolean {
  if (inARow.count >= OUTAGE_FAILURES && isPast(inARow.since, OUTAGE_MS, now)) return true;
  if (inARow.count > 0 && isPast(inARow.since, SILENT_OUTAGE_MS, now)) return true;
  const failed = recent.filter(isFailure);
  const [first] = failed;
  return failed.length >= HALF_FAILING && first !== undefined && isPast(first.at, OUTAGE_MS, now);
}

/** Whether it has worked for long enough to be called well again. */
export function isWell({ causes, inARow, goodSince }: EndpointHealth, now: number): boolean {
  if (causes.size === 0) return true;
  return inARow.count === 0 && goodSince !== null && isPast(goodSince, GOOD_MS, now);
}

/** It was found to fail: whatever went well before does not count towards its being well again. */
export function asFailing(health: EndpointHealth): EndpointHealth {
  const failing = { ...health, sentSinceOutage: null };
  return health.inARow.count === 0 ? failing : { ...failing, goodSince: null, sent: 0 };
}

/** It is well: its failures are over. What was sent since then goes on being counted. */
export function withoutFailures(health: EndpointHealth): EndpointHealth {
  return {
    ...health,
    recent: health.recent.filter((attempt) => !isFailure(attempt)),
    inARow: UNKNOWN_HEALTH.inARow,
    causes: UNKNOWN_HEALTH.causes,
    sentSinceOutage: health.sentSinceOutage ?? health.sent,
  };
}

/** Without the causes that have not come up for long while another goes on. */
export function withoutFormerCauses(health: EndpointHealth): EndpointHealth {
  const last = lastFailureAt(health);
  const causes = [...health.causes].filter(([, run]) => last - run.lastAt < CAUSE_GONE_MS);
  return causes.length === health.causes.size ? health : { ...health, causes: new Map(causes) };
}

/** In epoch milliseconds; -Infinity where nothing failed. */
export function lastFailureAt({ causes }: EndpointHealth): number {
  return Math.max(...[...causes.values()].map(({ lastAt }) => lastAt));
}

/** How many of the recent answers look like no success, where they are more than a few may be; null otherwise. */
export function doubtfulOf({
  recent,
}: EndpointHealth): { count: number; since: number; lastAt: number } | null {
  const doubtful = recent.filter(({ end }) => end === 'doubtful');
  const [first] = doubtful;
  const last = doubtful.at(-1);
  if (first === undefined || last === undefined) return null;
  if (recent.length < RECENT || doubtful.length <= DOUBTFUL_SHARE * RECENT) return null;
  return { count: doubtful.length, since: first.at, lastAt: last.at };
}

function failuresIn(attempts: readonly CountedAttempt[]): number {
  return attempts.filter(isFailure).length;
}

function isFailure({ end }: CountedAttempt): boolean {
  return end !== 'delivered' && end !== 'doubtful';
}
