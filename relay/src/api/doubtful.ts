import { Router } from 'express';
import { sendError } from '../http/errors.js';
import type { Replay } from '../intake/replay.js';
import { readCursor } from '../reads/cursor.js';
import type { Reader } from '../reads/reader.js';
import { answerRead } from './answer.js';
import { readPageSize, readQuery } from './query.js';

export interface DoubtfulParts {
  readonly reader: Reader;
  readonly replay: Replay;
}

/** What counts as delivered and was answered as if it had failed, and sending it again with its key and body. */
export function doubtfulRoutes({ reader, replay }: DoubtfulParts): Router {
  const router = Router();
  router.get('/', async (request, response) => {
    const query = readQuery(request, ['limit', 'after']);
    const place = readCursor(query.after, ['number', 'string']);
    const after = place === null ? null : { at: Number(place[0]), id: String(place[1]) };
    await answerRead(reader, response, 'doubtful', { after, limit: readPageSize(query.limit) });
  });
  router.post('/:id/replay', async (request, response) => {
    const replayed = await replay.deadLetter(request.params.id);
    if (replayed.ok) response.json({ success: true, id: replayed.id });
    else sendError(response, replayed.status, replayed);
  });
  return router;
}
