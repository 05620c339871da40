import { fieldUses } from '@convoso-connect/core/config';
import { RELAY_API } from '@convoso-connect/core/relay-contract';
import type { Clock } from '../clock.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import type { TestParts } from '../deliver/test-endpoint.js';
import { unknownPart } from '../leads/preview.js';
import { readLead } from './query.js';
import { FromRead, type Serve } from './serve.js';

export interface AdaptorParts {
  readonly keeper: ConfigKeeper;
  readonly clock: Clock;
  /** What a test is carried out with: a preview is made with the same lead. */
  readonly test: () => Pick<TestParts, 'leadForTest'>;
}

/** The preview of an adaptor, and what a renamed field would break. */
export function serveAdaptors(serve: Serve, { keeper, clock, test }: AdaptorParts): void {
  serve(RELAY_API.adaptors.preview, async ({ params: { id: adaptorId }, query: { lead } }) => {
    const { number: revision, config } = keeper.current.revision;
    if (!config.adaptors.some(({ id }) => id === adaptorId))
      throw unknownPart('adaptor', adaptorId, config.adaptors);
    const testLead = await test().leadForTest(lead === undefined ? null : readLead(lead));
    return new FromRead('preview', { revision, adaptorId, testLead, now: clock.now() });
  });
  serve(RELAY_API.fields.uses, ({ params }) => ({
    uses: fieldUses(keeper.current.revision.config, params.name),
  }));
}
