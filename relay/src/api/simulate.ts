import { Router, text } from 'express';
import type { Clock } from '../clock.js';
import { readConfigText } from '../config/read-config.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { DEFAULT_SPAN_MS, MOST_OCCURRENCES } from '../simulate/limits.js';
import { simulate } from '../simulate/simulate.js';
import type { Db } from '../store/sqlite.js';
import { readTimeSpan } from './date-range.js';
import { readQuery } from './query.js';

export interface SimulateParts {
  readonly db: Db;
  readonly keeper: ConfigKeeper;
  readonly clock: Clock;
}

/**
 * A dry run: the configuration in the body (without one, the running configuration) over stored occurrences, from
 * `since` on and before `until`; without `since`, of the last week. Says what the configuration is warned about, too.
 */
export function simulateRoutes({ db, keeper, clock }: SimulateParts): Router {
  const router = Router();
  router.post('/', text({ type: () => true, limit: '5mb' }), async (request, response) => {
    const { since, until } = readQuery(request, ['since', 'until']);
    const running = keeper.current.revision.config;
    const body: unknown = request.body;
    const given = typeof body === 'string' && body.trim() !== '' ? readConfigText(body, running) : null;
    const { config, warnings } = given ?? { config: running, warnings: [] };
    const span = readTimeSpan({ from: since, to: until }, running.account.timeZone);
    const from = span.from ?? clock.now() - DEFAULT_SPAN_MS;
    const report = await simulate(db, config, { ...span, from, limit: MOST_OCCURRENCES });
    response.json({ ...report, warnings });
  });
  return router;
}
