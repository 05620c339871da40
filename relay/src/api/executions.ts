import { Router, type Request, type Response } from 'express';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { sendError } from '../http/errors.js';
import type { ActionRow } from '../store/commands/actions.js';
import { executions, hasExecutions, type ExecutionFilter } from '../store/commands/executions.js';
import type { Place } from '../store/newest-first.js';
import { ACTION_STATES } from '../store/schema.js';
import type { Db } from '../store/sqlite.js';
import { readActionType } from './action-type.js';
import { sendCsv, wantsCsv } from './csv.js';
import { readCursor, writeCursor } from './cursor.js';
import { readTimeSpan } from './date-range.js';
import { executionColumns, executionEntry, shownBy } from './log-entry.js';
import { FORMATS, readLead, readOneOf, readPageSize, readQuery, type Query } from './query.js';

const FILTERS = ['from', 'to', 'lead', 'list', 'type', 'state'] as const;

interface Parts {
  readonly db: Db;
  readonly keeper: ConfigKeeper;
}

/** The workflow logs: all action executions of all workflows at `/actions`, those of one at `/workflows/:id/logs`. */
export function executionRoutes(parts: Parts): Router {
  const router = Router();
  router.get('/actions', async (request, response) => {
    const query = readQuery(request, [...FILTERS, 'workflow', 'limit', 'after', 'format']);
    await answer(parts, { request, response, query, workflowId: query.workflow ?? null });
  });
  router.get('/workflows/:id/logs', async (request, response) => {
    const { id } = request.params;
    const query = readQuery(request, [...FILTERS, 'limit', 'after', 'format']);
    const known = parts.keeper.current.revision.config.workflows.some((workflow) => workflow.id === id);
    if (known || (await hasExecutions(parts.db, id))) {
      await answer(parts, { request, response, query, workflowId: id });
      return;
    }
    sendError(response, 404, {
      code: 'UNKNOWN_WORKFLOW',
      message: `there is no workflow "${id.slice(0, 100)}", and none of its actions in the log`,
      remedy: 'Use the id of a workflow in the configuration.',
    });
  });
  return router;
}

interface Asked {
  readonly request: Request;
  readonly response: Response;
  readonly query: Query<(typeof FILTERS)[number] | 'limit' | 'after' | 'format'>;
  readonly workflowId: string | null;
}

async function answer({ db, keeper }: Parts, { request, response, query, workflowId }: Asked): Promise<void> {
  const limit = readPageSize(query.limit);
  const shown = shownBy(keeper.current.revision.config);
  const filter: ExecutionFilter = {
    ...readTimeSpan({ from: query.from, to: query.to }, shown.timeZone),
    workflowId,
    leadKey: query.lead === undefined ? null : readLead(query.lead),
    listId: query.list ?? null,
    type: readActionType(query.type),
    state: readOneOf('state', query.state, ACTION_STATES),
  };
  const after = readPlace(query.after);
  if (wantsCsv(request, readOneOf('format', query.format, FORMATS))) {
    await sendCsv(response, 'workflow-logs', executionColumns(shown), allPages(db, filter));
    return;
  }
  // One more than the page tells whether there is another.
  const rows = await executions(db, filter, { after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  response.json({
    timeZone: shown.timeZone,
    actions: page.map((row) => executionEntry(row, shown)),
    next: rows.length > limit && last !== undefined ? writeCursor([last.due_at, last.id]) : null,
  });
}

function readPlace(text: string | undefined): Place<string> | null {
  const parts = readCursor(text, ['number', 'string']);
  return parts === null ? null : { at: Number(parts[0]), id: String(parts[1]) };
}

const EXPORTED_AT_ONCE = 500;

async function* allPages(db: Db, filter: ExecutionFilter): AsyncGenerator<ActionRow[]> {
  let after: Place<string> | null = null;
  for (;;) {
    const rows: ActionRow[] = await executions(db, filter, { after, limit: EXPORTED_AT_ONCE });
    yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < EXPORTED_AT_ONCE) return;
    after = { at: last.due_at, id: last.id };
  }
}
