import { Router } from 'express';
import { sendError } from '../http/errors.js';
import { readCursor } from '../reads/cursor.js';
import type { Reader } from '../reads/reader.js';
import { answerRead } from './answer.js';
import { readPageSize, readQuery } from './query.js';

/** What Convoso sent: a list, and each as it came. */
export function deliveryRoutes({ reader }: { reader: Reader }): Router {
  const router = Router();
  router.get('/', async (request, response) => {
    const query = readQuery(request, ['limit', 'after']);
    const after = readCursor(query.after, ['number']);
    await answerRead(reader, response, 'deliveries', {
      after: after === null ? null : Number(after[0]),
      limit: readPageSize(query.limit),
    });
  });
  router.get('/:id', async (request, response) => {
    const { id } = request.params;
    if (await answerRead(reader, response, 'delivery', { id })) return;
    sendError(response, 404, {
      code: 'UNKNOWN_DELIVERY',
      message: `there is no delivery "${id.slice(0, 100)}"`,
      remedy: 'Take the id from /api/deliveries; deliveries are kept for 30 days at most.',
    });
  });
  return router;
}
