import { Router } from 'express';
import { iso } from '../explain/report.js';
import { sendError } from '../http/errors.js';
import { quarantined } from '../store/commands/quarantine.js';
import type { Db } from '../store/sqlite.js';
import type { Replay } from '../intake/replay.js';
import { limitOf } from './paging.js';

/** Requests that were turned away, and letting them in after the mistake is mended. */
export function quarantineRoutes({ db, replay }: { db: Db; replay: Replay }): Router {
  const router = Router();
  router.get('/', async (request, response) => {
    const rows = await quarantined(db, limitOf(request));
    response.json({
      quarantine: rows.map((row) => ({
        id: row.id,
        at: iso(row.at),
        hookId: row.hook_id,
        status: row.status,
        code: row.code,
        reason: row.reason,
        method: row.method,
        query: row.query,
        headers: JSON.parse(row.headers) as unknown,
        body: row.body.toString('utf8'),
        truncated: row.truncated === 1,
        remoteAddress: row.remote_address,
        replayedAs: row.replayed_as,
      })),
    });
  });
  router.post('/:id/replay', async (request, response) => {
    const replayed = await replay.quarantined(request.params.id, request.query['hook']);
    if (replayed.ok) response.json({ success: true, id: replayed.id });
    else sendError(response, replayed.status, replayed);
  });
  return router;
}
