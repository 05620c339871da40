import { Router } from 'express';
import { fieldUses } from '@convoso-connect/core/config';
import type { Clock } from '../clock.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import type { Reader } from '../reads/reader.js';
import { answerRead } from './answer.js';
import { readLead, readQuery } from './query.js';

export interface AdaptorParts {
  readonly reader: Reader;
  readonly keeper: ConfigKeeper;
  readonly clock: Clock;
}

/** The preview of an adaptor, and what a renamed field would break. */
export function adaptorRoutes({ reader, keeper, clock }: AdaptorParts): Router {
  const router = Router();
  router.post('/adaptors/:id/preview', async (request, response) => {
    const { lead } = readQuery(request, ['lead']);
    await answerRead(reader, response, 'preview', {
      revision: keeper.current.revision.number,
      adaptorId: request.params.id,
      lead: lead === undefined ? null : readLead(lead),
      now: clock.now(),
    });
  });
  router.get('/fields/:name/uses', (request, response) => {
    response.json({ uses: fieldUses(keeper.current.revision.config, request.params.name) });
  });
  return router;
}
