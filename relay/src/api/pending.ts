import { ConnectError } from '@convoso-connect/core';
import { Router, type Response } from 'express';
import type { Clock } from '../clock.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { sendError } from '../http/errors.js';
import { findAction } from '../store/commands/actions.js';
import {
  flushAction,
  flushPending,
  pendingActions,
  runNow,
  type PendingChoice,
} from '../store/commands/pending.js';
import type { Db } from '../store/sqlite.js';
import { readActionType } from './action-type.js';
import { readCursor, writeCursor } from './cursor.js';
import { readTimeSpan } from './date-range.js';
import { executionEntry, shownBy } from './log-entry.js';
import { readLead, readPageSize, readQuery, type Query } from './query.js';

export interface PendingParts {
  readonly db: Db;
  readonly keeper: ConfigKeeper;
  readonly clock: Clock;
  /** Called when there is work to do now. */
  readonly wake: () => void;
}

const CHOICE = ['lead', 'workflow', 'endpoint', 'type'] as const;

/** What workflows have planned and not done yet: to be looked at, flushed (cancelled without sending) or run now. */
export function pendingRoutes(parts: PendingParts): Router {
  const router = Router();
  router.get('/', async (request, response) => {
    const query = readQuery(request, [...CHOICE, 'from', 'to', 'limit', 'after']);
    response.json(await list(parts, query));
  });
  router.post('/flush', async (request, response) => {
    const choice = readChoice(readQuery(request, CHOICE));
    if (Object.values(choice).every((part) => part === null)) throw nothingChosen();
    response.json({ success: true, flushed: await flushPending(parts.db, choice, flushReason(parts.clock)) });
  });
  router.post('/:id/flush', async (request, response) => {
    const { id } = request.params;
    if (await flushAction(parts.db, id, flushReason(parts.clock))) response.json({ success: true, id });
    else await sayWhyNot(parts.db, id, response);
  });
  router.post('/:id/run', async (request, response) => {
    const { id } = request.params;
    if (await runNow(parts.db, id, parts.clock.now())) {
      parts.wake();
      response.json({ success: true, id });
    } else await sayWhyNot(parts.db, id, response);
  });
  return router;
}

async function list(
  { db, keeper }: PendingParts,
  query: Query<(typeof CHOICE)[number] | 'from' | 'to' | 'limit' | 'after'>,
) {
  const limit = readPageSize(query.limit);
  const shown = shownBy(keeper.current.revision.config);
  const filter = {
    ...readChoice(query),
    ...readTimeSpan({ from: query.from, to: query.to }, shown.timeZone),
  };
  const cursor = readCursor(query.after, ['number', 'string']);
  const after = cursor === null ? null : { at: Number(cursor[0]), id: String(cursor[1]) };
  const rows = await pendingActions(db, filter, { after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    timeZone: shown.timeZone,
    pending: page.map((row) => executionEntry(row, shown)),
    next: rows.length > limit && last !== undefined ? writeCursor([last.due_at, last.id]) : null,
  };
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

function flushReason(clock: Clock): string {
  return `flushed by an operator at ${new Date(clock.now()).toISOString()}`;
}

async function sayWhyNot(db: Db, id: string, response: Response): Promise<void> {
  const action = await findAction(db, id);
  if (action === undefined) {
    const message = `there is no action "${id.slice(0, 100)}"`;
    sendError(response, 404, { code: 'UNKNOWN_ACTION', message, remedy: 'Take the id from /api/pending.' });
    return;
  }
  const message = `the action is ${action.state}`;
  const remedy = 'Only what is waiting can be flushed or run now.';
  sendError(response, 409, { code: 'NOT_WAITING', message, remedy });
}
