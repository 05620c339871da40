import { Router } from 'express';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { readCursor } from '../reads/cursor.js';
import type { Reader } from '../reads/reader.js';
import { answerRead } from './answer.js';
import { readTimeSpan } from './date-range.js';
import { readLead, readPageSize, readQuery } from './query.js';

/** What happened to one lead, newest first: each occurrence with its decisions, actions and attempts. */
export function leadHistoryRoutes({ reader, keeper }: { reader: Reader; keeper: ConfigKeeper }): Router {
  const router = Router();
  router.get('/:leadId/history', async (request, response) => {
    const query = readQuery(request, ['from', 'to', 'limit', 'after']);
    const { timeZone } = keeper.current.revision.config.account;
    const after = readCursor(query.after, ['number']);
    await answerRead(reader, response, 'leadHistory', {
      leadKey: readLead(request.params.leadId),
      span: readTimeSpan({ from: query.from, to: query.to }, timeZone),
      after: after === null ? null : Number(after[0]),
      limit: readPageSize(query.limit),
      timeZone,
    });
  });
  return router;
}
