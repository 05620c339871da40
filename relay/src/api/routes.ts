import { normalisePhone } from '@convoso-connect/core';
import { maskConfig } from '@convoso-connect/core/config';
import { Router, type Request, type Response } from 'express';
import type { Clock } from '../clock.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import type { TestParts } from '../deliver/test-endpoint.js';
import { iso, reportOccurrence, reportOpenDelivery } from '../explain/report.js';
import { openDeliveryText, reportText } from '../explain/text.js';
import { sendError } from '../http/errors.js';
import { recentDeliveries } from '../store/commands/deliveries.js';
import { notifications } from '../store/commands/notifications.js';
import { recentOccurrences } from '../store/commands/occurrences.js';
import { listRevisions } from '../store/commands/revisions.js';
import type { Db } from '../store/sqlite.js';
import { adaptorRoutes } from './adaptors.js';
import { deadLetterRoutes } from './dead-letters.js';
import { endpointRoutes } from './endpoints.js';
import { executionRoutes } from './executions.js';
import { forgetRoutes, type ForgetRouteParts } from './forget.js';
import { leadHistoryRoutes } from './lead-history.js';
import { logRoutes } from './logs.js';
import { pendingRoutes } from './pending.js';
import { quarantineRoutes } from './quarantine.js';
import { limitOf } from './paging.js';
import { simulateRoutes } from './simulate.js';
import { switchRoutes } from './switches.js';
import type { Replay } from '../intake/replay.js';

export interface ApiParts extends ForgetRouteParts {
  readonly db: Db;
  readonly keeper: ConfigKeeper;
  readonly replay: Replay;
  readonly clock: Clock;
  /** Called when there is work to do now. */
  readonly wake: () => void;
  /** What a test of an endpoint is carried out with. */
  readonly test: () => TestParts;
}

/** The JSON surface under `/api`. Access is decided before it. */
export function apiRoutes(parts: ApiParts): Router {
  const { db, keeper } = parts;
  const router = Router();

  router.get('/occurrences', async (request, response) => {
    const given = request.query['phone'];
    const phone = typeof given === 'string' ? normalisePhone(given) : null;
    if (given !== undefined && phone === null) {
      sendError(response, 400, {
        code: 'NOT_A_PHONE_NUMBER',
        message: `phone is ${JSON.stringify(given).slice(0, 50)}, which is no phone number`,
        remedy: 'Give at least seven digits, in any formatting.',
      });
      return;
    }
    const rows = await recentOccurrences(db, { phone, limit: limitOf(request) });
    const reports = await Promise.all(rows.map((row) => reportOccurrence(db, keeper.revisions, row.id)));
    response.json({ occurrences: reports.filter((report) => report !== null) });
  });
  router.get('/occurrences/:id', (request, response) => answerOccurrence(parts, request, response));

  router.get('/deliveries', async (request, response) => {
    const rows = await recentDeliveries(db, limitOf(request));
    response.json({
      deliveries: rows.map((row) => ({
        id: row.id,
        hookId: row.hook_id,
        receivedAt: iso(row.received_at),
        state: row.state,
        failure: row.failure,
        method: row.method,
        query: row.query,
        headers: JSON.parse(row.headers) as unknown,
        body: row.body.toString('utf8'),
        remoteAddress: row.remote_address,
      })),
    });
  });

  router.get('/config', (_request, response) => {
    const { revision } = keeper.current;
    response.json({ revision: revision.number, config: maskConfig(revision.config) });
  });
  router.get('/config/revisions', async (_request, response) => {
    const rows = await listRevisions(db);
    response.json({
      revisions: rows.map((row) => ({ revision: row.revision, acceptedAt: iso(row.accepted_at) })),
    });
  });

  router.get('/notifications', async (request, response) => {
    const rows = await notifications(db, limitOf(request));
    response.json({
      notifications: rows.map((row) => ({
        key: row.key,
        kind: row.kind,
        message: row.message,
        count: row.count,
        firstAt: iso(row.first_at),
        lastAt: iso(row.last_at),
        sentAt: row.sent_at === null ? null : iso(row.sent_at),
        sendFailure: row.send_failure,
      })),
    });
  });

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
  return router;
}

async function answerOccurrence(
  { db, keeper }: ApiParts,
  request: Request<{ id: string }>,
  response: Response,
): Promise<void> {
  const { id } = request.params;
  const asText = request.query['as'] === 'text';
  const report = await reportOccurrence(db, keeper.revisions, id);
  if (report !== null) {
    if (asText) response.type('text/plain').send(`${reportText(report)}\n`);
    else response.json(report);
    return;
  }
  const open = await reportOpenDelivery(db, id);
  if (open !== null) {
    const { timeZone } = keeper.current.revision.config.account;
    if (asText) response.type('text/plain').send(`${openDeliveryText(open, timeZone)}\n`);
    else response.status(202).json(open);
    return;
  }
  sendError(response, 404, {
    code: 'UNKNOWN_OCCURRENCE',
    message: `there is no occurrence "${id.slice(0, 100)}"`,
    remedy: 'Use the id that the catch hook answered with, or search with /api/occurrences?phone=.',
  });
}
