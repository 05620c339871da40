import type { Log } from '../log.js';
import { notify } from '../store/commands/notifications.js';
import { QUARANTINE_BODY_BYTES, quarantine } from '../store/commands/quarantine.js';
import type { Db } from '../store/sqlite.js';
import { storeFaultOf } from '../store/store-fault.js';
import type { HookRequest, Rejection } from './hook-request.js';
import { headersToKeep, queryToKeep } from './keep.js';

export interface QuarantineParts {
  readonly db: Db;
  readonly log: Log;
  readonly now: () => number;
  readonly newId: () => string;
}

/** Keeps a rejected request for replay and tells the operator, once for each cause. Throws a fault of the store. */
export async function keepInQuarantine(
  { db, log, now, newId }: QuarantineParts,
  request: HookRequest,
  rejection: Rejection,
): Promise<void> {
  const at = now();
  const { code, message, remedy, status } = rejection;
  const hookId = request.hookId.slice(0, 200);
  log.warn({ code, hook: hookId, from: request.remoteAddress }, `turned away: ${message}. ${remedy}`);
  try {
    await quarantine(db, {
      id: newId(),
      at,
      hook_id: hookId,
      status,
      code,
      reason: message,
      method: request.method,
      query: queryToKeep(request.query).slice(0, QUARANTINE_BODY_BYTES),
      headers: headersToKeep(request.headers),
      body: request.body.subarray(0, QUARANTINE_BODY_BYTES),
      truncated: request.tooLarge || request.body.length > QUARANTINE_BODY_BYTES ? 1 : 0,
      remote_address: request.remoteAddress,
      replayed_as: null,
    });
    await notify(db, {
      key: `quarantine:${code}`,
      kind: 'quarantined',
      message: `${message}. ${remedy}`,
      at,
    });
  } catch (error) {
    if (storeFaultOf(error) !== null) throw error;
    log.error({ err: error, code, hook: hookId }, 'a rejected request could not be kept');
  }
}
