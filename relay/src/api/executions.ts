import { Router, type Request, type Response } from 'express';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { sendError } from '../http/errors.js';
import { readCursor } from '../reads/cursor.js';
import type { Reader } from '../reads/reader.js';
import type { ExecutionFilter } from '../store/commands/executions.js';
import type { Place } from '../store/in-time-order.js';
import { ACTION_STATES } from '../store/schema.js';
import { readActionType } from './action-type.js';
import { answerRead, whenGone } from './answer.js';
import { sendCsv, separatorAsked } from './csv.js';
import { readTimeSpan } from './date-range.js';
import { FORMATS, readLead, readOneOf, readPageSize, readQuery, type Query } from './query.js';

const FILTERS = ['from', 'to', 'lead', 'list', 'type', 'state'] as const;

interface Parts {
  readonly reader: Reader;
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
    if (known || (await parts.reader.ask('workflowInLog', { workflowId: id }))) {
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

async function answer(
  { reader, keeper }: Parts,
  { request, response, query, workflowId }: Asked,
): Promise<void> {
  const limit = readPageSize(query.limit);
  const { number: revision, config } = keeper.current.revision;
  const filter: ExecutionFilter = {
    ...readTimeSpan({ from: query.from, to: query.to }, config.account.timeZone),
    workflowId,
    leadKey: query.lead === undefined ? null : readLead(query.lead),
    listId: query.list ?? null,
    type: readActionType(query.type),
    state: readOneOf('state', query.state, ACTION_STATES),
  };
  const after = readActionPlace(query.after);
  const separator = separatorAsked(request, readOneOf('format', query.format, FORMATS));
  if (separator !== null) {
    const signal = whenGone(response);
    await sendCsv<Place<string>>(response, 'workflow-logs', (place) =>
      reader.ask('actionsCsv', { filter, revision, after: place, separator }, { signal }),
    );
  } else await answerRead(reader, response, 'actions', { filter, revision, after, limit });
}

/** Where a page of actions ended. */
export function readActionPlace(text: string | undefined): Place<string> | null {
  const parts = readCursor(text, ['number', 'string']);
  return parts === null ? null : { at: Number(parts[0]), id: String(parts[1]) };
}
