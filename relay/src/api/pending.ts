import { ConnectError } from '@convoso-connect/core';
import { Router, type Response } from 'express';
import type { Clock } from '../clock.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { sendError } from '../http/errors.js';
import { iso } from '../iso.js';
import type { Reader } from '../reads/reader.js';
import {
  flushAction,
  flushWaiting,
  type Flush,
  runNow,
  type PendingChoice,
} from '../store/commands/pending.js';
import { inWindows } from '../store/in-windows.js';
import type { Db } from '../store/sqlite.js';
import { readActionType } from './action-type.js';
import { answerRead } from './answer.js';
import { readTimeSpan } from './date-range.js';
import { readActionPlace } from './executions.js';
import { readLead, readPageSize, readQuery, type Query } from './query.js';

export interface PendingParts {
  readonly db: Db;
  readonly reader: Reader;
  readonly keeper: ConfigKeeper;
  readonly clock: Clock;
  /** Called when there is work to do now. */
  readonly wake: () => void;
}

const CHOICE = ['lead', 'workflow', 'endpoint', 'type'] as const;

/** What workflows have planned and not done yet: to be looked at, flushed (cancelled without sending) or run now. */
export function pendingRoutes(parts: PendingParts): Router {
  const { db, reader, keeper, clock, wake } = parts;
  const router = Router();
  router.get('/', async (request, response) => {
    const query = readQuery(request, [...CHOICE, 'from', 'to', 'limit', 'after']);
    const { number: revision, config } = keeper.current.revision;
    const span = readTimeSpan({ from: query.from, to: query.to }, config.account.timeZone);
    await answerRead(reader, response, 'pending', {
      filter: { ...readChoice(query), ...span },
      after: readActionPlace(query.after),
      limit: readPageSize(query.limit),
      revision,
    });
  });
  router.post('/flush', async (request, response) => {
    const choice = readChoice(readQuery(request, CHOICE));
    if (Object.values(choice).every((part) => part === null)) throw nothingChosen();
    response.json({ success: true, flushed: await flush(parts, choice) });
  });
  router.post('/:id/flush', async (request, response) => {
    const { id } = request.params;
    if (await flushAction(db, id, flushAt(clock))) {
      wake();
      response.json({ success: true, id });
    } else await sayWhyNot(reader, id, response);
  });
  router.post('/:id/run', async (request, response) => {
    const { id } = request.params;
    if (await runNow(db, id, clock.now())) {
      wake();
      response.json({ success: true, id });
    } else await sayWhyNot(reader, id, response);
  });
  return router;
}

/**
 * Ends what waits at this moment, window by window, and gives how many that were. It goes on where the client goes
 * away: an order to flush is not taken back by a lost connection.
 */
async function flush({ db, reader, clock, wake }: PendingParts, choice: PendingChoice): Promise<number> {
  const order = flushAt(clock);
  const ids = await reader.ask('waiting', { choice });
  const flushed = await inWindows(db, ids, (tx, window) => flushWaiting(tx, window, order));
  wake();
  return flushed;
}

function readChoice(query: Query<(typeof CHOICE)[number]>): PendingChoice {
  return {
    leadKey: query.lead === undefined ? null : readLead(query.lead),
    workflowId: query.workflow ?? null,
    endpointId: query.endpoint ?? null,
    type: readActionType(query.type),
  };
}

function nothingChosen(): ConnectError {
  return new ConnectError(
    'NOTHING_CHOSEN',
    'it is not said which pending actions are to be flushed',
    `Name at least one of ${CHOICE.join(', ')}.`,
  );
}

function flushAt(clock: Clock): Flush {
  const now = clock.now();
  return { reason: `flushed by an operator at ${iso(now)}`, now };
}

async function sayWhyNot(reader: Reader, id: string, response: Response): Promise<void> {
  const state = await reader.ask('actionState', { id });
  if (state === null) {
    const message = `there is no action "${id.slice(0, 100)}"`;
    sendError(response, 404, { code: 'UNKNOWN_ACTION', message, remedy: 'Take the id from /api/pending.' });
    return;
  }
  const message = `the action is ${state}`;
  const remedy = 'Only what is waiting can be flushed or run now.';
  sendError(response, 409, { code: 'NOT_WAITING', message, remedy });
}
