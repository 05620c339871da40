import { Router } from 'express';
import { sendError } from '../http/errors.js';
import type { Replay } from '../intake/replay.js';
import { readCursor } from '../reads/cursor.js';
import type { Reader } from '../reads/reader.js';
import { answerRead } from './answer.js';
import { readPageSize, readQuery } from './query.js';

/** Requests that were turned away, and letting them in after the mistake is mended. */
export function quarantineRoutes({ reader, replay }: { reader: Reader; replay: Replay }): Router {
  const router = Router();
  router.get('/', async (request, response) => {
    const query = readQuery(request, ['limit', 'after']);
    const after = readCursor(query.after, ['string']);
    await answerRead(reader, response, 'quarantine', {
      after: after === null ? null : String(after[0]),
      limit: readPageSize(query.limit),
    });
  });
  router.get('/:id', async (request, response) => {
    const { id } = request.params;
    if (await answerRead(reader, response, 'quarantinedRequest', { id })) return;
    sendError(response, 404, {
      code: 'UNKNOWN_ENTRY',
      message: `there is no such entry "${id.slice(0, 100)}"`,
      remedy: 'Take the id from /api/quarantine.',
    });
  });
  router.post('/:id/replay', async (request, response) => {
    const { hook } = readQuery(request, ['hook']);
    const replayed = await replay.quarantined(request.params.id, hook);
    if (replayed.ok) response.json({ success: true, id: replayed.id });
    else sendError(response, replayed.status, replayed);
  });
  return router;
}
