import { Router } from 'express';
import { iso } from '../explain/report.js';
import { sendError } from '../http/errors.js';
import { failureId, type Replay } from '../intake/replay.js';
import { deadActions } from '../store/commands/actions.js';
import { deadDeliveries } from '../store/commands/deliveries.js';
import { workflowFailures } from '../store/commands/workflow-failures.js';
import type { Db } from '../store/sqlite.js';
import { limitOf } from './paging.js';

/** What ended undelivered, and giving it another try with its key and body. */
export function deadLetterRoutes({ db, replay }: { db: Db; replay: Replay }): Router {
  const router = Router();
  router.get('/', async (request, response) => {
    const limit = limitOf(request);
    const actions = await deadActions(db, limit);
    const deliveries = await deadDeliveries(db, limit);
    response.json({
      actions: actions.map((row) => ({
        id: row.id,
        occurrenceId: row.occurrence_id,
        workflowId: row.workflow_id,
        endpointId: row.endpoint_id,
        dueAt: iso(row.due_at),
        attempts: row.attempts,
        reason: row.reason,
      })),
      deliveries: deliveries.map((row) => ({
        id: row.id,
        hookId: row.hook_id,
        receivedAt: iso(row.received_at),
        failure: row.failure,
      })),
      workflows: (await workflowFailures(db, limit)).map((row) => ({
        id: failureId(row),
        occurrenceId: row.occurrence_id,
        workflowId: row.workflow_id,
        at: iso(row.at),
        reason: row.reason,
      })),
    });
  });
  router.post('/:id/replay', async (request, response) => {
    const replayed = await replay.deadLetter(request.params.id);
    if (replayed.ok) response.json({ success: true, id: replayed.id });
    else sendError(response, replayed.status, replayed);
  });
  return router;
}
