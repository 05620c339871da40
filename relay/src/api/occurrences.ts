import { Router, type Request, type Response } from 'express';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { openDeliveryText } from '../explain/text.js';
import { sendError } from '../http/errors.js';
import type { Reader } from '../reads/reader.js';
import { answerRead, whenGone } from './answer.js';
import { readCursor } from '../reads/cursor.js';
import { readOneOf, readPageSize, readPhone, readQuery } from './query.js';

interface Parts {
  readonly reader: Reader;
  readonly keeper: ConfigKeeper;
}

/** What happened: a list of summaries, and everything about one. */
export function occurrenceRoutes(parts: Parts): Router {
  const { reader } = parts;
  const router = Router();
  router.get('/', async (request, response) => {
    const query = readQuery(request, ['phone', 'limit', 'after']);
    const after = readCursor(query.after, ['number']);
    await answerRead(reader, response, 'occurrences', {
      phone: readPhone(query.phone),
      after: after === null ? null : Number(after[0]),
      limit: readPageSize(query.limit),
    });
  });
  router.get('/:id', (request, response) => answerOccurrence(parts, request, response));
  return router;
}

async function answerOccurrence(
  { reader, keeper }: Parts,
  request: Request<{ id: string }>,
  response: Response,
): Promise<void> {
  const { id } = request.params;
  const asText = readOneOf('as', readQuery(request, ['as']).as, ['text', 'json']) === 'text';
  const signal = whenGone(response);
  if (asText) {
    const text = await reader.ask('occurrenceText', { id }, { signal });
    if (text !== null) {
      response.type('text/plain').send(`${text}\n`);
      return;
    }
  } else if (await answerRead(reader, response, 'occurrence', { id })) return;
  const open = await reader.ask('openDelivery', { id }, { signal });
  if (open !== null) {
    const { timeZone } = keeper.current.revision.config.account;
    if (asText) response.type('text/plain').send(`${openDeliveryText(open, timeZone)}\n`);
    else response.status(202).json(open);
    return;
  }
  sendError(response, 404, {
    code: 'UNKNOWN_OCCURRENCE',
    message: `there is no occurrence "${id.slice(0, 100)}"`,
    remedy: 'Use the id that the catch hook answered with, or search with /api/occurrences?phone=.',
  });
}
