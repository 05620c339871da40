import { Router } from 'express';
import { sendError } from '../http/errors.js';
import type { Replay } from '../intake/replay.js';
import { readCursor } from '../reads/cursor.js';
import type { DeadLetterPlace } from '../reads/dead-letters.js';
import type { Reader } from '../reads/reader.js';
import { answerRead } from './answer.js';
import { readPageSize, readQuery } from './query.js';

/** What ended undelivered, and giving it another try with its key and body. */
export function deadLetterRoutes({ reader, replay }: { reader: Reader; replay: Replay }): Router {
  const router = Router();
  router.get('/', async (request, response) => {
    const query = readQuery(request, ['limit', 'after']);
    const asked = { after: readPlace(query.after), limit: readPageSize(query.limit) };
    await answerRead(reader, response, 'deadLetters', asked);
  });
  router.post('/:id/replay', async (request, response) => {
    const replayed = await replay.deadLetter(request.params.id);
    if (replayed.ok) response.json({ success: true, id: replayed.id });
    else sendError(response, replayed.status, replayed);
  });
  return router;
}

function readPlace(text: string | undefined): DeadLetterPlace | null {
  const parts = readCursor(text, ['number', 'string', 'number', 'string', 'string']);
  if (parts === null) return null;
  const [at, id, delivery, occurrence, workflow] = parts;
  return {
    action: { at: Number(at), id: String(id) },
    delivery: Number(delivery),
    workflow: { occurrence_id: String(occurrence), workflow_id: String(workflow) },
  };
}
