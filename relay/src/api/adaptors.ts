import { Router } from 'express';
import { fieldUses } from '@convoso-connect/core/config';
import type { Clock } from '../clock.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { preview } from '../leads/preview.js';
import type { Db } from '../store/sqlite.js';
import { readLead, readQuery } from './query.js';

export interface AdaptorParts {
  readonly db: Db;
  readonly keeper: ConfigKeeper;
  readonly clock: Clock;
}

/** The preview of an adaptor, and what a renamed field would break. */
export function adaptorRoutes({ db, keeper, clock }: AdaptorParts): Router {
  const router = Router();
  router.post('/adaptors/:id/preview', async (request, response) => {
    const { lead } = readQuery(request, ['lead']);
    const { config } = keeper.current.revision;
    const asked = {
      adaptorId: request.params.id,
      lead: lead === undefined ? null : readLead(lead),
      now: clock.now(),
    };
    response.json(await preview(db, config, asked));
  });
  router.get('/fields/:name/uses', (request, response) => {
    response.json({ uses: fieldUses(keeper.current.revision.config, request.params.name) });
  });
  return router;
}
