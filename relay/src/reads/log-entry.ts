import { nameOfTarget } from '../deliver/targets.js';
import { endpointIdOf } from '../endpoint-id.js';
import { attemptReport } from '../explain/attempt-report.js';
import { iso } from '../iso.js';
import { localTime } from '../explain/local-time.js';
import type { ConnectConfig } from '@convoso-connect/core/config';
import { resultText } from '../store/result-key.js';
import { storedValue } from '../store/stored-json.js';
import type { Columns } from './csv.js';
import type { StoredAction } from '../store/ports/actions.js';
import { reasonOf } from '../explain/action-reason.js';
import { causeOf, type Cause } from '../store/ports/cause.js';
import type { SubscriptionNames } from '../subscriptions/called.js';
import type { Target } from '../store/ports/target.js';
import type { StoredAttempt } from '../store/ports/attempts.js';

/** What the rows of a log are shown with: the account's zone, and what things are called today. */
export interface Shown {
  readonly timeZone: string;
  readonly workflowName: (id: string) => string;
  /** The workflow that has planned it, or what else has asked for it. */
  readonly causeName: (row: Pick<StoredAction, 'workflowId' | 'target'>) => string;
  readonly targetName: (target: Target) => string;
}

/** What stands in the place of a workflow, where none has planned it. */
const NAMES: Readonly<Partial<Record<Cause, string>>> = {
  test: 'Test',
  hold: 'Hold',
  subscription: 'Subscription',
};

/** Names are those of the running configuration; what was deleted since goes by its id. */
export function shownBy(
  { account, workflows, endpoints }: ConnectConfig,
  subscriptions: SubscriptionNames,
): Shown {
  const workflowNames = new Map(workflows.map(({ id, name }) => [id, name]));
  const workflowName = (id: string): string => workflowNames.get(id) ?? id;
  const byId = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]));
  return {
    timeZone: account.timeZone,
    workflowName,
    causeName: (row) => NAMES[causeOf(row)] ?? workflowName(row.workflowId),
    targetName: (target) => nameOfTarget(target, byId, subscriptions),
  };
}

/** A row of the Connect logs: the columns of Convoso's own (seed 004), and what one attempt of many needs besides. */
export function logEntry(row: StoredAttempt, { timeZone, causeName, targetName }: Shown) {
  return {
    id: row.id,
    date: localTime(row.at, timeZone),
    at: iso(row.at),
    primaryPhone: row.phone,
    result: storedValue(row.result),
    attempt: row.number,
    status: row.status,
    outcome: row.outcome,
    durationMs: row.durationMs,
    reason: row.reason,
    workflowId: row.workflowId,
    workflowName: causeName(row),
    endpointId: endpointIdOf(row.target),
    endpointName: targetName(row.target),
    view: `/api/logs/${row.id}`,
  };
}

/** The Input Data of an entry: besides its columns the exact URL and body, credentials masked, and what it was for. */
export function inputData(row: StoredAttempt, action: StoredAction | undefined, shown: Shown) {
  const { logId: _logId, number: _number, ...attempt } = attemptReport(row);
  const { view: _view, ...entry } = logEntry(row, shown);
  return {
    ...attempt,
    ...entry,
    actionId: row.actionId,
    occurrenceId: action === undefined || action.occurrenceId === '' ? null : action.occurrenceId,
    occurrence:
      action === undefined || action.occurrenceId === '' ? null : `/api/occurrences/${action.occurrenceId}`,
  };
}

export function logColumns({ timeZone, causeName, targetName }: Shown): Columns<StoredAttempt> {
  return {
    Id: ({ id }) => id,
    Date: ({ at }) => localTime(at, timeZone),
    UTC: ({ at }) => iso(at),
    'Primary Phone': ({ phone }) => phone,
    Result: ({ result }) => resultText(result),
    Attempt: ({ number }) => number,
    Status: ({ status }) => status,
    Outcome: ({ outcome }) => outcome,
    'Duration ms': ({ durationMs }) => durationMs,
    Workflow: (row) => causeName(row),
    Endpoint: ({ target }) => targetName(target),
    Reason: ({ reason }) => reason,
    Method: ({ method }) => method,
    URL: ({ url }) => url,
    Body: ({ body }) => body,
    Action: ({ actionId }) => actionId,
    'Workflow ID': ({ workflowId }) => workflowId,
    'Endpoint ID': ({ target }) => endpointIdOf(target),
  };
}

/** A row of the workflow logs: one action that a workflow planned, and how far it has come. */
export function executionEntry(row: StoredAction, { timeZone, causeName, targetName }: Shown) {
  return {
    id: row.id,
    date: localTime(row.dueAt, timeZone),
    dueAt: iso(row.dueAt),
    type: row.type,
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: row.state === 'waiting' ? iso(row.nextAt) : null,
    reason: reasonOf(row),
    workflowId: row.workflowId,
    workflowName: causeName(row),
    actionSetId: row.actionSetId,
    actionId: row.actionId,
    endpointId: endpointIdOf(row.target),
    endpointName: targetName(row.target),
    leadKey: row.leadKey,
    listId: row.listId,
    occurrenceId: row.occurrenceId,
    occurrence: `/api/occurrences/${row.occurrenceId}`,
  };
}

export function executionColumns({ timeZone, causeName, targetName }: Shown): Columns<StoredAction> {
  return {
    Id: ({ id }) => id,
    Date: ({ dueAt }) => localTime(dueAt, timeZone),
    UTC: ({ dueAt }) => iso(dueAt),
    Type: ({ type }) => type,
    State: ({ state }) => state,
    Attempts: ({ attempts }) => attempts,
    Workflow: (row) => causeName(row),
    Endpoint: ({ target }) => targetName(target),
    List: ({ listId }) => listId,
    Reason: reasonOf,
    Occurrence: ({ occurrenceId }) => occurrenceId,
    'Workflow ID': ({ workflowId }) => workflowId,
    'Endpoint ID': ({ target }) => endpointIdOf(target),
  };
}
