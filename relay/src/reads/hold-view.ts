import type { HoldView } from '@convoso-connect/core/relay-contract';
import { localTime } from '../explain/local-time.js';
import { iso } from '../iso.js';
import type { LastAttempt } from '../store/ports/attempts.js';
import type { HoldWithProgress, StoppedHold } from '../store/ports/holds.js';

type HoldState = HoldView['state'];

export interface HoldCheck {
  readonly check: string;
  readonly verdict: 'yes' | 'no' | 'unknown';
  readonly code: string;
  readonly reason: string;
}

/** A hold as people and programs see it; where it leads, and not the whole address. */
export function holdView(
  { hold: kept, progress }: HoldWithProgress,
  last: Pick<LastAttempt, 'at'> | undefined,
  timeZone: string,
): HoldView {
  const { id, givenId, madeBy, leadKey, eventId, resumesAt, madeAt } = kept;
  const { dueAt, attempts } = progress;
  const state = stateOf(kept.stopped, progress);
  const isOver = progress.state === 'done' || progress.state === 'dead';
  return {
    ...{ id, givenId, by: madeBy, state },
    ...whyOf(state, kept.stopped, progress),
    leadKey,
    ...{ eventId, resumesAt },
    madeAt: iso(madeAt),
    dueAt: iso(dueAt),
    due: localTime(dueAt, timeZone),
    attempts,
    nextAttemptAt: progress.state === 'waiting' ? iso(progress.nextAt) : null,
    endedAt: isOver && last !== undefined ? iso(last.at) : null,
  };
}

function stateOf(stopped: string | null, { state, attempts }: HoldWithProgress['progress']): HoldState {
  switch (state) {
    case 'waiting':
      return attempts === 0 && stopped === null ? 'held' : 'resuming';
    case 'running':
      return 'resuming';
    case 'done':
      return stopped === null ? 'resumed' : 'stopped';
    case 'cancelled':
    case 'skipped':
      return 'stopped';
    case 'flushed':
      return 'flushed';
    case 'dead':
      return 'not-resumed';
  }
}

function whyOf(
  state: HoldState,
  stopped: string | null,
  { reason, checks, dueAt, requestedAt }: HoldWithProgress['progress'],
): StoppedHold {
  switch (state) {
    case 'held':
      return dueAt > requestedAt && reason !== null
        ? { code: 'OUTSIDE_HOURS', reason }
        : { code: 'HELD', reason: reason ?? `held until ${iso(dueAt)}` };
    case 'resuming':
      return { code: 'RESUMING', reason: reason ?? 'its time has come, and its URL is being called' };
    case 'resumed':
      return { code: 'RESUMED', reason: reason ?? 'its URL took it' };
    case 'stopped': {
      if (stopped !== null) return JSON.parse(stopped) as StoppedHold;
      const deciding = checks === null ? undefined : (JSON.parse(checks) as HoldCheck[]).at(-1);
      return { code: deciding?.code ?? 'STOPPED', reason: reason ?? 'it was stopped' };
    }
    case 'flushed':
      return { code: 'FLUSHED', reason: reason ?? 'somebody ended it' };
    case 'not-resumed':
      return { code: 'NOT_RESUMED', reason: reason ?? 'its URL did not take it' };
  }
}
