import { Router } from 'express';
import type { Clock } from '../clock.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import type { TestParts } from '../deliver/test-endpoint.js';
import type { Replay } from '../intake/replay.js';
import type { Reader } from '../reads/reader.js';
import type { Db } from '../store/sqlite.js';
import { adaptorRoutes } from './adaptors.js';
import { configRoutes } from './config.js';
import { deadLetterRoutes } from './dead-letters.js';
import { doubtfulRoutes } from './doubtful.js';
import { deliveryRoutes } from './deliveries.js';
import { endpointRoutes } from './endpoints.js';
import { executionRoutes } from './executions.js';
import { forgetRoutes, type ForgetRouteParts } from './forget.js';
import { leadHistoryRoutes } from './lead-history.js';
import { logRoutes } from './logs.js';
import { notificationRoutes } from './notifications.js';
import { occurrenceRoutes } from './occurrences.js';
import { pendingRoutes } from './pending.js';
import { quarantineRoutes } from './quarantine.js';
import { simulateRoutes } from './simulate.js';
import { switchRoutes } from './switches.js';

export interface ApiParts extends ForgetRouteParts {
  /** What changes the store; what only reads it asks the reader. */
  readonly db: Db;
  readonly reader: Reader;
  readonly keeper: ConfigKeeper;
  readonly replay: Replay;
  readonly clock: Clock;
  /** Called when there is work to do now. */
  readonly wake: () => void;
  /** Sessions, sign-in links and the key. */
  readonly access: Router;
  /** The secrets that the store keeps. */
  readonly secrets: Router;
  /** What a test of an endpoint is carried out with. */
  readonly test: () => TestParts;
}

/** The JSON surface under `/api`, a file for each noun. Access is decided before it. */
export function apiRoutes(parts: ApiParts): Router {
  const router = Router();
  router.use(parts.access);
  router.use('/secrets', parts.secrets);
  router.use('/occurrences', occurrenceRoutes(parts));
  router.use('/deliveries', deliveryRoutes(parts));
  router.use('/config', configRoutes(parts));
  router.use('/notifications', notificationRoutes(parts));
  router.use('/logs', logRoutes(parts));
  router.use(executionRoutes(parts));
  router.use('/leads', leadHistoryRoutes(parts));
  router.use(adaptorRoutes(parts));
  router.use(endpointRoutes(parts.test));
  router.use(switchRoutes(parts));
  router.use('/pending', pendingRoutes(parts));
  router.use('/simulate', simulateRoutes(parts));
  router.use('/forget', forgetRoutes(parts));
  router.use('/quarantine', quarantineRoutes(parts));
  router.use('/dead-letters', deadLetterRoutes(parts));
  router.use('/doubtful', doubtfulRoutes(parts));
  return router;
}
