import { maskConfig } from '@convoso-connect/core/config';
import { Router } from 'express';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { readCursor } from '../reads/cursor.js';
import type { Reader } from '../reads/reader.js';
import { answerRead } from './answer.js';
import { readPageSize, readQuery } from './query.js';

/** The running configuration, credentials masked, and those accepted before it. */
export function configRoutes({ reader, keeper }: { reader: Reader; keeper: ConfigKeeper }): Router {
  const router = Router();
  router.get('/', (_request, response) => {
    const { revision } = keeper.current;
    response.json({ revision: revision.number, config: maskConfig(revision.config) });
  });
  router.get('/revisions', async (request, response) => {
    const query = readQuery(request, ['limit', 'after']);
    const after = readCursor(query.after, ['number']);
    await answerRead(reader, response, 'revisions', {
      after: after === null ? null : Number(after[0]),
      limit: readPageSize(query.limit),
    });
  });
  return router;
}
