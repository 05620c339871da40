import { actor } from '../audit/actor.js';
import { AuditLog } from '../audit/audit-log.js';
import type { Change } from '../audit/change.js';
import { systemClock } from '../clock.js';
import { createLog } from '../log.js';
import type { Store } from '../store/store.js';

/** Carries out a change on the data folder itself, and keeps in its audit log that the command line made it. */
export function audited<Value>(
  store: Store,
  what: string,
  work: (change: Change) => Promise<Value>,
): Promise<Value> {
  const log = createLog({ readable: process.stderr.isTTY, level: 'warn' });
  const audit = new AuditLog({
    store,
    now: () => systemClock.now(),
    log,
  });
  return audit.around({ actor: actor('commandLine'), what }, work);
}
