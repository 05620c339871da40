import { endpointIdOf, targetOfEndpointId } from '../endpoint-id.js';
import { failureCauseOf } from '../failures/cause.js';
import type { StoredAlarm } from '../store/ports/alarms.js';
import type { StoredAttempt } from '../store/ports/attempts.js';
import { causeOf } from '../store/ports/cause.js';
import type { Target } from '../store/ports/target.js';
import type { StoreReads } from '../store/store.js';
import { isFailureCause, type FailureCause } from './cause.js';
import { UNKNOWN_HEALTH, type CauseRun, type EndpointHealth } from './endpoint-health.js';
import { QUIET_MS } from './outage.js';
import { isPast } from './times.js';

/** So many attempts are looked through: more than this were not sent by anybody who waits for the message. */
const LOOKED_THROUGH = 500;

/** So many of the latest tell whether an endpoint fails; more tests of it than these in a row have nobody wait for a message. */
const LATEST = 20;

type Log = Pick<StoreReads, 'attempts' | 'figures' | 'subscriptions'>;

/**
 * How endpoints have been doing at a start, by their ids, as far as the entry `newest` of the log: those that are told to fail, by their alarms and the log; and those whose last
 * attempt failed within the hour, by the log alone; and those that are still to be told to be over, with what was sent since. Without the log, one that had just begun to work would go on being told to fail until
 * something else is sent to it, and a relay that is started again every few minutes would never have seen enough failures to tell of one.
 */
export async function healthAtStart(
  store: Log,
  stored: readonly StoredAlarm[],
  {
    targets: configured,
    now,
    newest,
  }: { readonly targets: readonly Target[]; readonly now: number; readonly newest: number },
): Promise<ReadonlyMap<string, EndpointHealth>> {
  const failing = stored.filter(({ kind, resolvedAt }) => kind === 'failing' && resolvedAt === null);
  const health = new Map<string, EndpointHealth>();
  for (const about of new Set(failing.map((alarm) => alarm.about))) {
    const open = failing.filter((alarm) => alarm.about === about);
    health.set(
      about,
      healthOf(open, await logOf(store, targetOfEndpointId(about), { limit: LOOKED_THROUGH, newest })),
    );
  }
  for (const target of await alsoKnown(store, configured, { now, newest })) {
    const about = endpointIdOf(target);
    if (health.has(about)) continue;
    const [last] = countedIn(await logOf(store, target, { limit: LATEST, newest }));
    if (last === undefined || last.cause === null || isPast(last.at, QUIET_MS, now)) continue;
    health.set(about, healthOf([], await logOf(store, target, { limit: LOOKED_THROUGH, newest })));
  }
  for (const [about, lastAt] of untoldEnds(stored)) {
    const target = targetOfEndpointId(about);
    const ended = await store.figures.attempts([target], { from: lastAt, to: now + 1 });
    const sentSinceOutage = ended.find(({ outcome }) => outcome === 'delivered')?.count ?? 0;
    health.set(about, { ...(health.get(about) ?? UNKNOWN_HEALTH), sentSinceOutage });
  }
  return health;
}

/** There is no list of these: they are known by what was sent. */
const LISTED_NOWHERE: ReadonlySet<Target['kind']> = new Set<Target['kind']>(['callback', 'elsewhere']);

/** Beside what is configured, whoever has subscribed; and of lately, who was called back about holds, and what programs have reported. */
async function alsoKnown(
  store: Log,
  configured: readonly Target[],
  { now, newest }: { readonly now: number; readonly newest: number },
): Promise<readonly Target[]> {
  const subscribed = (await store.subscriptions.active()).map(
    ({ id }) => ({ kind: 'subscription', id }) as const,
  );
  const logged = await logOf(store, null, { limit: LOOKED_THROUGH, newest, from: now - QUIET_MS });
  const ofLately = logged.map(({ target }) => target).filter(({ kind }) => LISTED_NOWHERE.has(kind));
  const all = [...configured, ...subscribed, ...ofLately];
  return [...new Map(all.map((target) => [endpointIdOf(target), target])).values()];
}

/** Alarms as they are by what was logged since they were stored: one that is over by now says of all of it that it failed. */
export function recounted(
  stored: readonly StoredAlarm[],
  health: ReadonlyMap<string, EndpointHealth>,
): readonly StoredAlarm[] {
  return stored.map((alarm) => {
    const { kind, about, cause, resolvedAt } = alarm;
    if (kind !== 'failing' || resolvedAt !== null || !isFailureCause(cause)) return alarm;
    const { lastAt, count } = health.get(about)?.causes.get(cause) ?? alarm;
    return { ...alarm, lastAt, count };
  });
}

/** When what failed last did, by endpoint, of the outages that are over and of which nobody was told so yet. */
function untoldEnds(stored: readonly StoredAlarm[]): ReadonlyMap<string, number> {
  const failing = stored.filter(({ kind }) => kind === 'failing');
  const goesOn = new Set(failing.filter(({ resolvedAt }) => resolvedAt === null).map(({ about }) => about));
  const ends = new Map<string, number>();
  for (const { about, told, lastAt } of failing) {
    if (told === 'over' || goesOn.has(about)) continue;
    ends.set(about, Math.max(lastAt, ends.get(about) ?? lastAt));
  }
  return ends;
}

/** The newest first, of one target or of all. A test of an endpoint counts as little as it does while the relay runs. */
async function logOf(
  { attempts }: Log,
  target: Target | null,
  {
    limit,
    newest,
    from = null,
  }: { readonly limit: number; readonly newest: number; readonly from?: number | null },
): Promise<readonly StoredAttempt[]> {
  const any = { phone: null, workflowId: null, result: null, outcome: null, from, to: null };
  const page = { after: null, limit, newest, signal: new AbortController().signal };
  return (await attempts.page({ ...any, target }, page)).filter((attempt) => causeOf(attempt) !== 'test');
}

type Logged = Pick<StoredAttempt, 'id' | 'actionId' | 'number' | 'at' | 'durationMs' | 'method'> &
  Pick<StoredAttempt, 'status' | 'outcome' | 'reason'>;

/**
 * `logged`: the newest first. Whether answers looked like no success does not stand in the log, so that the attempts that shares are
 * counted over are those since the start.
 */
export function healthOf(open: readonly StoredAlarm[], logged: readonly Logged[]): EndpointHealth {
  const counted = countedIn(logged);
  const [last] = counted;
  const other = counted.findIndex(({ cause }) => (cause === null) !== (last?.cause === null));
  const run = other === -1 ? counted : counted.slice(0, other);
  const causes = open.length > 0 ? causesSince(open, counted) : causesIn(run);
  if (last === undefined) return { ...UNKNOWN_HEALTH, causes };
  const since = run.at(-1)?.at ?? last.at;
  return last.cause !== null
    ? { ...UNKNOWN_HEALTH, causes, inARow: { count: run.length, since } }
    : { ...UNKNOWN_HEALTH, causes, goodSince: since, sent: run.length };
}

interface Counted {
  /** When it ended, in epoch milliseconds. */
  readonly at: number;
  /** Null of one that was delivered. */
  readonly cause: FailureCause | null;
}

/** Without what was refused by what it held, or broken off by the relay: that says nothing of the endpoint. */
function countedIn(logged: readonly Logged[]): readonly Counted[] {
  return logged.flatMap((attempt): Counted[] => {
    const at = attempt.at + attempt.durationMs;
    if (attempt.outcome === 'delivered') return [{ at, cause: null }];
    const cause = failureCauseOf(attempt);
    return isFailureCause(cause) ? [{ at, cause }] : [];
  });
}

function causesOf(open: readonly StoredAlarm[]): ReadonlyMap<FailureCause, CauseRun> {
  return new Map(
    open.flatMap(({ cause, since, lastAt, count }) =>
      isFailureCause(cause) ? [[cause, { since, lastAt, count }] as const] : [],
    ),
  );
}

/** An alarm is stored now and then, and has failed more often by what was logged since; `counted`: the newest first. */
function causesSince(
  open: readonly StoredAlarm[],
  counted: readonly Counted[],
): ReadonlyMap<FailureCause, CauseRun> {
  const causes = new Map(causesOf(open));
  const from = Math.max(...open.map(({ lastAt }) => lastAt));
  for (const { at, cause } of counted.toReversed()) {
    if (cause === null) continue;
    const known = causes.get(cause);
    if (at <= (known?.lastAt ?? from)) continue;
    causes.set(cause, { since: known?.since ?? at, lastAt: at, count: (known?.count ?? 0) + 1 });
  }
  return causes;
}

/** `run`: the newest first. */
function causesIn(run: readonly Counted[]): ReadonlyMap<FailureCause, CauseRun> {
  const causes = new Map<FailureCause, CauseRun>();
  for (const { at, cause } of run) {
    if (cause === null) continue;
    const known = causes.get(cause);
    causes.set(cause, { since: at, lastAt: known?.lastAt ?? at, count: (known?.count ?? 0) + 1 });
  }
  return causes;
}
