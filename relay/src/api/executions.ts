import { ConnectError } from '@convoso-connect/core';
import { RELAY_API, type QueryOf } from '@convoso-connect/core/relay-contract';
import type { Request, Response } from 'express';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { readCursor } from '../reads/cursor.js';
import type { Reader } from '../reads/reader.js';
import { readActionType } from './action-type.js';
import { whenGone } from './answer.js';
import { refuseUnheardOf } from './chosen-parts.js';
import { sendCsv, separatorAsked } from './csv.js';
import { readTimeSpan } from './date-range.js';
import { pageSize, readLead } from './query.js';
import { ANSWERED, FromRead, type Serve } from './serve.js';
import type { ExecutionFilter } from '../store/ports/actions.js';
import type { Place } from '../store/ports/lists.js';

interface Parts {
  readonly reader: Reader;
  readonly keeper: ConfigKeeper;
}

const { actions } = RELAY_API;

/** The workflow logs: all action executions of all workflows, and those of one. */
export function serveExecutions(serve: Serve, parts: Parts): void {
  serve(actions.list, async ({ query: { workflow, ...query }, request, response }) => {
    await refuseUnheardOf(parts, { workflow });
    return answer(parts, { request, response, query, workflowId: workflow ?? null });
  });
  serve(actions.ofWorkflow, async ({ params: { id }, query, request, response }) => {
    const { workflows } = parts.keeper.current.revision.config;
    const known = workflows.some((workflow) => workflow.id === id);
    if (!known && !(await parts.reader.ask('workflowInLog', { workflowId: id }))) throw unknownWorkflow(id);
    return answer(parts, { request, response, query, workflowId: id });
  });
}

interface AskedExecutions {
  readonly request: Request;
  readonly response: Response;
  readonly query: QueryOf<typeof actions.ofWorkflow>;
  readonly workflowId: string | null;
}

async function answer(
  { reader, keeper }: Parts,
  { request, response, query, workflowId }: AskedExecutions,
): Promise<FromRead<'actions'> | typeof ANSWERED> {
  const { number: revision, config } = keeper.current.revision;
  const filter: ExecutionFilter = {
    ...readTimeSpan({ from: query.from, to: query.to }, config.account.timeZone),
    workflowId,
    leadKey: query.lead === undefined ? null : readLead(query.lead),
    listId: query.list ?? null,
    type: readActionType(query.type),
    state: query.state ?? null,
  };
  const after = readActionPlace(query.after);
  const separator = separatorAsked(request, query.format);
  if (separator === null)
    return new FromRead('actions', { filter, revision, after, limit: pageSize(query.limit) });
  const signal = whenGone(response);
  await sendCsv<Place<string>>(response, 'workflow-logs', (place) =>
    reader.ask('actionsCsv', { filter, revision, after: place, separator }, { signal }),
  );
  return ANSWERED;
}

/** Where a page of actions ended. */
export function readActionPlace(text: string | undefined): Place<string> | null {
  const parts = readCursor(text, ['number', 'string']);
  return parts === null ? null : { at: Number(parts[0]), id: String(parts[1]) };
}

function unknownWorkflow(id: string): ConnectError {
  return new ConnectError(
    'UNKNOWN_WORKFLOW',
    `there is no workflow "${id.slice(0, 100)}", and none of its actions in the log`,
    'Use the id of a workflow in the configuration.',
  );
}
