import { builtInName } from '../deliver/targets.js';
import { attemptReport } from '../explain/report.js';
import { iso } from '../iso.js';
import { localTime } from '../explain/local-time.js';
import { TEST_WORKFLOW } from '../store/schema.js';
import type { ConnectConfig } from '@convoso-connect/core/config';
import type { ActionRow } from '../store/commands/actions.js';
import type { AttemptRow } from '../store/commands/attempts.js';
import { resultText } from '../store/result-key.js';
import { storedValue } from '../store/stored-json.js';
import type { Columns } from './csv.js';

/** What the rows of a log are shown with: the account's zone, and what things are called today. */
export interface Shown {
  readonly timeZone: string;
  readonly workflowName: (id: string) => string;
  readonly endpointName: (id: string) => string;
}

/** Names are those of the running configuration; what was deleted since goes by its id. */
export function shownBy({ account, workflows, endpoints }: ConnectConfig): Shown {
  const workflowNames = new Map(workflows.map(({ id, name }) => [id, name]));
  const endpointNames = new Map(endpoints.map(({ id, name }) => [id, name]));
  return {
    timeZone: account.timeZone,
    workflowName: (id) => (id === TEST_WORKFLOW ? 'Test' : (workflowNames.get(id) ?? id)),
    endpointName: (id) => endpointNames.get(id) ?? builtInName(id) ?? id,
  };
}

/** A row of the Connect logs: the columns of Convoso's own (seed 004), and what one attempt of many needs besides. */
export function logEntry(row: AttemptRow, { timeZone, workflowName, endpointName }: Shown) {
  return {
    id: row.id,
    date: localTime(row.at, timeZone),
    at: iso(row.at),
    primaryPhone: row.phone,
    result: storedValue(row.result),
    attempt: row.number,
    status: row.status,
    outcome: row.outcome,
    durationMs: row.duration_ms,
    reason: row.reason,
    workflowId: row.workflow_id,
    workflowName: workflowName(row.workflow_id),
    endpointId: row.endpoint_id,
    endpointName: endpointName(row.endpoint_id),
    view: `/api/logs/${row.id}`,
  };
}

/** The Input Data of an entry: besides its columns the exact URL and body, credentials masked, and what it was for. */
export function inputData(row: AttemptRow, action: ActionRow | undefined, shown: Shown) {
  const { logId: _logId, number: _number, ...attempt } = attemptReport(row);
  const { view: _view, ...entry } = logEntry(row, shown);
  return {
    ...attempt,
    ...entry,
    actionId: row.action_id,
    occurrenceId: action?.occurrence_id ?? null,
    occurrence: action === undefined ? null : `/api/occurrences/${action.occurrence_id}`,
  };
}

export function logColumns({ timeZone, workflowName, endpointName }: Shown): Columns<AttemptRow> {
  return {
    Id: ({ id }) => id,
    Date: ({ at }) => localTime(at, timeZone),
    UTC: ({ at }) => iso(at),
    'Primary Phone': ({ phone }) => phone,
    Result: ({ result }) => resultText(result),
    Attempt: ({ number }) => number,
    Status: ({ status }) => status,
    Outcome: ({ outcome }) => outcome,
    'Duration ms': ({ duration_ms }) => duration_ms,
    Workflow: ({ workflow_id }) => workflowName(workflow_id),
    Endpoint: ({ endpoint_id }) => endpointName(endpoint_id),
    Reason: ({ reason }) => reason,
    Method: ({ method }) => method,
    URL: ({ url }) => url,
    Body: ({ body }) => body,
    Action: ({ action_id }) => action_id,
  };
}

/** A row of the workflow logs: one action that a workflow planned, and how far it has come. */
export function executionEntry(row: ActionRow, { timeZone, workflowName, endpointName }: Shown) {
  return {
    id: row.id,
    date: localTime(row.due_at, timeZone),
    dueAt: iso(row.due_at),
    type: row.type,
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: row.state === 'waiting' ? iso(row.next_at) : null,
    reason: row.reason,
    workflowId: row.workflow_id,
    workflowName: workflowName(row.workflow_id),
    actionSetId: row.action_set_id,
    actionId: row.action_id,
    endpointId: row.endpoint_id,
    endpointName: endpointName(row.endpoint_id),
    leadKey: row.lead_key,
    listId: row.list_id,
    occurrenceId: row.occurrence_id,
    occurrence: `/api/occurrences/${row.occurrence_id}`,
  };
}

export function executionColumns({ timeZone, workflowName, endpointName }: Shown): Columns<ActionRow> {
  return {
    Id: ({ id }) => id,
    Date: ({ due_at }) => localTime(due_at, timeZone),
    UTC: ({ due_at }) => iso(due_at),
    Type: ({ type }) => type,
    State: ({ state }) => state,
    Attempts: ({ attempts }) => attempts,
    Workflow: ({ workflow_id }) => workflowName(workflow_id),
    Endpoint: ({ endpoint_id }) => endpointName(endpoint_id),
    List: ({ list_id }) => list_id,
    Reason: ({ reason }) => reason,
    Occurrence: ({ occurrence_id }) => occurrence_id,
  };
}
