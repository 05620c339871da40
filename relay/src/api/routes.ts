import { Router } from 'express';
import type { Access } from '../access/access.js';
import { serveKeys } from '../access/key-routes.js';
import { serveAccess } from '../access/routes.js';
import type { AuditLog } from '../audit/audit-log.js';
import type { Clock } from '../clock.js';
import type { ConfigChanging } from '../config/config-truth.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import type { TestParts } from '../deliver/test-endpoint.js';
import type { Flows } from '../flow/flows.js';
import type { LiveFeed } from '../live/live-feed.js';
import type { Replay } from '../intake/replay.js';
import type { Reader } from '../reads/reader.js';
import { serveAdaptors } from './adaptors.js';
import { serveAlarms, type AlarmRouteParts } from './alarms.js';
import { serveAudit } from './audit.js';
import { serveConfig } from './config.js';
import { serveDeadLetters } from './dead-letters.js';
import { serveDoubtful } from './doubtful.js';
import { serveDeliveries } from './deliveries.js';
import { serveEndpointTests } from './endpoints.js';
import { serveExecutions } from './executions.js';
import { serveFailures } from './failures.js';
import { servePeople, type ForgetRouteParts } from './forget.js';
import { serveGuard } from './guard.js';
import { serveHolds, type HoldRouteParts } from './holds.js';
import { serveLeads } from './lead-history.js';
import { serveLive } from './live.js';
import { serveLogs } from './logs.js';
import { serveNotifications } from './notifications.js';
import { serveApiDocument } from './openapi.js';
import { serveOccurrences } from './occurrences.js';
import { servePauses } from './pauses.js';
import { servePending } from './pending.js';
import { serveQuarantine } from './quarantine.js';
import { serveReports, type ReportRouteParts } from './reports.js';
import { serveSearch } from './search.js';
import { serveSecrets, type SecretParts } from './secrets.js';
import { serving } from './serve.js';
import { serveSimulations } from './simulate.js';
import { serveSubscriptions } from './subscriptions.js';
import { serveSwitches } from './switches.js';
import { serveToday } from './today.js';
import { wrongMethod } from './wrong-method.js';
import type { Store } from '../store/store.js';
import type { Subscriptions } from '../subscriptions/subscriptions.js';

export interface ApiParts
  extends ForgetRouteParts, SecretParts, Omit<AlarmRouteParts, 'alarms'>, HoldRouteParts {
  readonly alarms: AlarmRouteParts['alarms'] & ReportRouteParts['alarms'];
  /** What changes the store; what only reads it asks the reader. */
  readonly store: Store;
  readonly reader: Reader;
  readonly keeper: ConfigKeeper;
  readonly changes: ConfigChanging;
  /** Resolves when what other relays have accepted runs here, as far as it can. */
  readonly configUpToDate: () => Promise<void>;
  readonly replay: Replay;
  readonly clock: Clock;
  readonly flows: Flows;
  /** Called when there is work to do now. */
  readonly wake: () => void;
  readonly access: Access;
  readonly live: LiveFeed;
  readonly audit: AuditLog;
  readonly subscriptions: Subscriptions;
  /** What a test of an endpoint is carried out with. */
  readonly test: () => TestParts;
}

/** The JSON surface under `/api`, a file for each noun, as core's contract has it. Access is decided before it. */
export function apiRoutes(parts: ApiParts): Router {
  const router = Router();
  const serve = serving(router, parts);
  // Routes are looked through in their order, and of all of them this is the one that is asked for hundreds of times a second.
  serveGuard(serve, parts);
  serveApiDocument(serve);
  serveAccess(serve, parts);
  serveKeys(serve, parts);
  serveAudit(serve, parts);
  serveSecrets(serve, parts);
  serveOccurrences(serve, parts);
  serveDeliveries(serve);
  serveConfig(serve, parts);
  serveNotifications(serve, parts);
  serveAlarms(serve, parts);
  serveToday(serve, parts);
  serveSearch(serve);
  serveLive(serve, parts);
  serveLogs(serve, parts);
  serveExecutions(serve, parts);
  serveLeads(serve, parts);
  serveAdaptors(serve, parts);
  serveEndpointTests(serve, parts.test);
  serveSwitches(serve, parts);
  servePauses(serve, parts);
  servePending(serve, parts);
  serveSimulations(serve, parts);
  serveHolds(serve, parts);
  serveReports(serve, parts);
  serveSubscriptions(serve, parts);
  servePeople(serve, parts);
  serveQuarantine(serve, parts);
  serveFailures(serve, parts);
  serveDeadLetters(serve, parts);
  serveDoubtful(serve, parts);
  router.use(wrongMethod);
  return router;
}
