import type { LiveConfig } from '../config/live-config.js';
import type { Log } from '../log.js';
import { cutOffActions, endCutOff, type ActionRow } from '../store/commands/actions.js';
import { notify } from '../store/commands/notifications.js';
import { findOccurrence, type OccurrenceRow } from '../store/commands/occurrences.js';
import type { Db } from '../store/sqlite.js';
import { interruptedAttempt } from './interrupted.js';
import { builtInName } from './targets.js';

/**
 * Attempts that the last stop cut off: whether they arrived is not known. They are repeated at once, with the same
 * key and body, except where the endpoint says never to repeat (domain-facts J.30).
 */
export async function recoverCutOff(
  db: Db,
  { live, log, now }: { live: LiveConfig; log: Log; now: number },
): Promise<void> {
  for (const row of await cutOffActions(db)) {
    const repeat = live.endpoints.get(row.endpoint_id)?.retry !== 'never';
    log.warn(
      { action: row.id },
      repeat ? 'an attempt was cut off and is repeated' : `an attempt was cut off: ${UNKNOWN}`,
    );
    const occurrence = await findOccurrence(db, row.occurrence_id);
    await endCutOff(db, {
      attempt: interruptedAttempt(row, aboutOf(occurrence), { now, reason: CUT_OFF }),
      action: {
        id: row.id,
        state: repeat ? 'waiting' : 'dead',
        next_at: now,
        reason: repeat ? null : UNKNOWN,
      },
      written: [],
    });
    if (!repeat) await notify(db, lossOf(row, live, now));
  }
}

const CUT_OFF = 'the relay stopped during this attempt; whether it arrived is not known';
const UNKNOWN = 'outcome unknown: the relay stopped during the attempt, and retry is "never"';

/** The same cause, for the operator, as any other action that ended undelivered at this endpoint. */
function lossOf({ endpoint_id: id }: ActionRow, live: LiveConfig, at: number) {
  const name = live.endpoints.get(id)?.name ?? builtInName(id) ?? id;
  const message = `An action for ${name} may not have been delivered: ${UNKNOWN}. It is kept for replay.`;
  return { key: `dead:${id}`, kind: 'not-delivered', message, at };
}

function aboutOf(occurrence: OccurrenceRow | undefined) {
  return { phone: occurrence?.lead_phone ?? null, leadKey: occurrence?.lead_key ?? null };
}
