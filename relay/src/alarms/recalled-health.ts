import { targetOfEndpointId } from '../endpoint-id.js';
import { failureCauseOf } from '../failures/cause.js';
import type { StoredAlarm } from '../store/ports/alarms.js';
import type { StoredAttempt } from '../store/ports/attempts.js';
import type { Target } from '../store/ports/target.js';
import type { StoreReads } from '../store/store.js';
import { isFailureCause } from './cause.js';
import { UNKNOWN_HEALTH, type EndpointHealth } from './endpoint-health.js';

/** So many attempts are looked through: more than this were not sent by anybody who waits for the message. */
const LOOKED_THROUGH = 500;

/**
 * How the endpoints have been doing that are told to fail at a start, by their ids, from their alarms and the log: without the log, one
 * that had just begun to work would go on being told to fail until something else is sent to it.
 */
export async function healthAtStart(
  store: Pick<StoreReads, 'attempts'>,
  stored: readonly StoredAlarm[],
): Promise<ReadonlyMap<string, EndpointHealth>> {
  const failing = stored.filter(({ kind, resolvedAt }) => kind === 'failing' && resolvedAt === null);
  const health = new Map<string, EndpointHealth>();
  for (const about of new Set(failing.map((alarm) => alarm.about))) {
    const open = failing.filter((alarm) => alarm.about === about);
    health.set(about, healthOf(open, await logOf(store, targetOfEndpointId(about))));
  }
  return health;
}

async function logOf(
  { attempts }: Pick<StoreReads, 'attempts'>,
  target: Target,
): Promise<readonly StoredAttempt[]> {
  const any = { phone: null, workflowId: null, result: null, outcome: null, from: null, to: null };
  const newest = await attempts.newest();
  const page = { after: null, limit: LOOKED_THROUGH, newest, signal: new AbortController().signal };
  return attempts.page({ ...any, target }, page);
}

type Logged = Pick<StoredAttempt, 'id' | 'actionId' | 'number' | 'at' | 'durationMs' | 'method'> &
  Pick<StoredAttempt, 'status' | 'outcome' | 'reason'>;

/**
 * `logged`: the newest first. Whether answers looked like no success does not stand in the log, so that the attempts that shares are
 * counted over are those since the start.
 */
export function healthOf(open: readonly StoredAlarm[], logged: readonly Logged[]): EndpointHealth {
  const causes = new Map(
    open.flatMap(({ cause, since, lastAt, count }) =>
      isFailureCause(cause) ? [[cause, { since, lastAt, count }] as const] : [],
    ),
  );
  const counted = logged.flatMap((attempt) => {
    const isFailure = attempt.outcome !== 'delivered';
    // What was refused by what it held, or broken off by the relay, says nothing of the endpoint.
    if (isFailure && !isFailureCause(failureCauseOf(attempt))) return [];
    return [{ isFailure, at: attempt.at + attempt.durationMs }];
  });
  const [last] = counted;
  if (last === undefined) return { ...UNKNOWN_HEALTH, causes };
  const other = counted.findIndex(({ isFailure }) => isFailure !== last.isFailure);
  const run = other === -1 ? counted : counted.slice(0, other);
  const since = run.at(-1)?.at ?? last.at;
  return last.isFailure
    ? { ...UNKNOWN_HEALTH, causes, inARow: { count: run.length, since } }
    : { ...UNKNOWN_HEALTH, causes, goodSince: since, sent: run.length };
}
