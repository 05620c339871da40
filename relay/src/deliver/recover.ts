import type { LiveConfig } from '../config/live-config.js';
import type { Log } from '../log.js';
import { interruptedAttempt } from './interrupted.js';
import { endpointOf } from './targets.js';
import type { StoredAction } from '../store/ports/actions.js';
import type { OccurrenceData } from '../store/ports/occurrences.js';
import type { Settlement } from '../store/ports/attempts.js';
import type { Place } from '../store/ports/lists.js';
import type { Store } from '../store/store.js';

const WINDOW = 200;

export interface RecoverParts {
  readonly store: Store;
  readonly log: Log;
  readonly live: LiveConfig;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Writes down how these attempts have ended. */
  readonly settle: (settlements: readonly Settlement[]) => Promise<void>;
}

/**
 * Attempts that were cut off, by the last stop or the end of another relay: whether they arrived is not known. They are repeated at once, with the same
 * key and body, except where the endpoint says never to repeat (domain-facts J.30).
 */
export async function recoverCutOff(parts: RecoverParts): Promise<void> {
  let after: Place<string> | null = null;
  for (;;) {
    // One whose end the store refuses stays as it is, and must not be read for ever.
    const rows: readonly StoredAction[] = await parts.store.claims.cutOff({ after, limit: WINDOW });
    const last = rows.at(-1);
    if (last === undefined) return;
    after = { at: last.dueAt, id: last.id };
    const occurrences = await parts.store.occurrences.findMany([
      ...new Set(rows.map((row) => row.occurrenceId)),
    ]);
    const byId = new Map(occurrences.map((row) => [row.id, row]));
    await parts.settle(rows.map((row) => cutOff(row, byId.get(row.occurrenceId), parts)));
  }
}

function cutOff(
  row: StoredAction,
  occurrence: OccurrenceData | undefined,
  { live, log, now }: RecoverParts,
): Settlement {
  const repeat = endpointOf(row.target, live.endpoints)?.retry !== 'never';
  log.warn(
    { action: row.id },
    repeat ? 'an attempt was cut off and is repeated' : `an attempt was cut off: ${UNKNOWN}`,
  );
  const about = { phone: occurrence?.leadPhone ?? null, leadKey: occurrence?.leadKey ?? null };
  return {
    attempt: interruptedAttempt(row, about, { now, reason: CUT_OFF }),
    action: {
      id: row.id,
      lane: row.lane,
      holder: row.holder,
      state: repeat ? 'waiting' : 'dead',
      nextAt: now,
      reason: repeat ? null : UNKNOWN,
    },
    // However long nothing was sent, it is not this one that has failed: those behind it do not pass it for that.
    ...(repeat ? { turn: 'anew' as const } : {}),
  };
}

const CUT_OFF = 'the relay stopped during this attempt; whether it arrived is not known';
const UNKNOWN = 'outcome unknown: the relay stopped during the attempt, and retry is "never"';
