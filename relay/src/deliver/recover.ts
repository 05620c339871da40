import type { LiveConfig } from '../config/live-config.js';
import type { Log } from '../log.js';
import { cutOffActions, type ActionRow } from '../store/commands/actions.js';
import { findOccurrences, type OccurrenceData } from '../store/commands/occurrences.js';
import type { Settlement } from '../store/commands/settlements.js';
import type { Place } from '../store/in-time-order.js';
import type { Db } from '../store/sqlite.js';
import { interruptedAttempt } from './interrupted.js';

const WINDOW = 200;

export interface RecoverParts {
  readonly db: Db;
  readonly log: Log;
  readonly live: LiveConfig;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Writes down how these attempts have ended. */
  readonly settle: (settlements: readonly Settlement[]) => Promise<void>;
}

/**
 * Attempts that the last stop cut off: whether they arrived is not known. They are repeated at once, with the same
 * key and body, except where the endpoint says never to repeat (domain-facts J.30).
 */
export async function recoverCutOff(parts: RecoverParts): Promise<void> {
  let after: Place<string> | null = null;
  for (;;) {
    // One whose end the store refuses stays as it is, and must not be read for ever.
    const rows: readonly ActionRow[] = await cutOffActions(parts.db, { after, limit: WINDOW });
    const last = rows.at(-1);
    if (last === undefined) return;
    after = { at: last.due_at, id: last.id };
    const occurrences = await findOccurrences(parts.db, [...new Set(rows.map((row) => row.occurrence_id))]);
    const byId = new Map(occurrences.map((row) => [row.id, row]));
    await parts.settle(rows.map((row) => cutOff(row, byId.get(row.occurrence_id), parts)));
  }
}

function cutOff(
  row: ActionRow,
  occurrence: OccurrenceData | undefined,
  { live, log, now }: RecoverParts,
): Settlement {
  const repeat = live.endpoints.get(row.endpoint_id)?.retry !== 'never';
  log.warn(
    { action: row.id },
    repeat ? 'an attempt was cut off and is repeated' : `an attempt was cut off: ${UNKNOWN}`,
  );
  const about = { phone: occurrence?.lead_phone ?? null, leadKey: occurrence?.lead_key ?? null };
  return {
    attempt: interruptedAttempt(row, about, { now, reason: CUT_OFF }),
    action: {
      id: row.id,
      lane: row.lane,
      state: repeat ? 'waiting' : 'dead',
      next_at: now,
      reason: repeat ? null : UNKNOWN,
    },
  };
}

const CUT_OFF = 'the relay stopped during this attempt; whether it arrived is not known';
const UNKNOWN = 'outcome unknown: the relay stopped during the attempt, and retry is "never"';
