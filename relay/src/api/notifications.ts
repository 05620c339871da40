import { Router } from 'express';
import { readCursor } from '../reads/cursor.js';
import type { Reader } from '../reads/reader.js';
import { answerRead } from './answer.js';
import { readPageSize, readQuery } from './query.js';

/** What an operator should know. */
export function notificationRoutes({ reader }: { reader: Reader }): Router {
  const router = Router();
  router.get('/', async (request, response) => {
    const query = readQuery(request, ['limit', 'after']);
    const after = readCursor(query.after, ['number', 'string']);
    await answerRead(reader, response, 'notifications', {
      after: after === null ? null : { lastAt: Number(after[0]), key: String(after[1]) },
      limit: readPageSize(query.limit),
    });
  });
  return router;
}
