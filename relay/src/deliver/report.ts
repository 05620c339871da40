import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import type { Log } from '../log.js';
import type { Settlement } from '../store/commands/actions.js';
import { notify } from '../store/commands/notifications.js';
import type { Db } from '../store/sqlite.js';
import { builtInName } from './targets.js';

/** Tells the log how an attempt ended, and the operator where an action ended undelivered. */
export async function reportAttempt(
  { log, db, clock, config }: { log: Log; db: Db; clock: Clock; config: () => LiveConfig },
  { action, attempt }: Settlement,
): Promise<void> {
  const endpoint =
    config().endpoints.get(attempt.endpoint_id)?.name ??
    builtInName(attempt.endpoint_id) ??
    attempt.endpoint_id;
  const about = { action: action.id, endpoint: attempt.endpoint_id, status: attempt.status ?? undefined };
  if (attempt.outcome === 'delivered') {
    log.info(about, `delivered to ${endpoint} (${attempt.method} ${attempt.url})`);
    return;
  }
  const reason = attempt.reason ?? 'no reason known';
  const more = action.state === 'waiting' ? 'it will be tried again' : 'it is kept for replay';
  log.warn(about, `not delivered to ${endpoint}: ${reason}; ${more}`);
  if (action.state !== 'dead') return;
  const message = `An action for ${endpoint} was not delivered: ${reason}. It is kept for replay.`;
  await notify(db, { key: `dead:${attempt.endpoint_id}`, kind: 'not-delivered', message, at: clock.now() });
}
