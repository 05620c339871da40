import { Router } from 'express';
import { fieldUses } from '@convoso-connect/core/config';
import type { Clock } from '../clock.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import type { TestParts } from '../deliver/test-endpoint.js';
import { unknownPart } from '../leads/preview.js';
import type { Reader } from '../reads/reader.js';
import { answerRead } from './answer.js';
import { readLead, readQuery } from './query.js';

export interface AdaptorParts {
  readonly reader: Reader;
  readonly keeper: ConfigKeeper;
  readonly clock: Clock;
  /** What a test is carried out with: a preview is made with the same lead. */
  readonly test: () => Pick<TestParts, 'leadForTest'>;
}

/** The preview of an adaptor, and what a renamed field would break. */
export function adaptorRoutes({ reader, keeper, clock, test }: AdaptorParts): Router {
  const router = Router();
  router.post('/adaptors/:id/preview', async (request, response) => {
    const { lead } = readQuery(request, ['lead']);
    const { number: revision, config } = keeper.current.revision;
    const adaptorId = request.params.id;
    if (!config.adaptors.some(({ id }) => id === adaptorId))
      throw unknownPart('adaptor', adaptorId, config.adaptors);
    const testLead = await test().leadForTest(lead === undefined ? null : readLead(lead));
    await answerRead(reader, response, 'preview', { revision, adaptorId, testLead, now: clock.now() });
  });
  router.get('/fields/:name/uses', (request, response) => {
    response.json({ uses: fieldUses(keeper.current.revision.config, request.params.name) });
  });
  return router;
}
