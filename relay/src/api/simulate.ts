import { Router, text } from 'express';
import type { Clock } from '../clock.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import type { Reader } from '../reads/reader.js';
import { DEFAULT_SPAN_MS } from '../simulate/limits.js';
import { answerRead } from './answer.js';
import { readTimeSpan } from './date-range.js';
import { readQuery } from './query.js';

export interface SimulateParts {
  readonly reader: Reader;
  readonly keeper: ConfigKeeper;
  readonly clock: Clock;
}

/**
 * A dry run: the configuration in the body (without one, the running configuration) over stored occurrences, from
 * `since` on and before `until`; without `since`, of the last week. Says what the configuration is warned about, too.
 */
export function simulateRoutes({ reader, keeper, clock }: SimulateParts): Router {
  const router = Router();
  router.post('/', text({ type: () => true, limit: '5mb' }), async (request, response) => {
    const { since, until } = readQuery(request, ['since', 'until']);
    const { number: revision, config } = keeper.current.revision;
    const body: unknown = request.body;
    const span = readTimeSpan({ from: since, to: until }, config.account.timeZone);
    await answerRead(reader, response, 'simulation', {
      document: typeof body === 'string' && body.trim() !== '' ? body : null,
      revision,
      span: { ...span, from: span.from ?? clock.now() - DEFAULT_SPAN_MS },
    });
  });
  return router;
}
