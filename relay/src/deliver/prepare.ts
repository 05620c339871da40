import { encodePayload, mapAdaptor, type Mapping, type Occurrence } from '@convoso-connect/core';
import type { Action, ResolvedEndpoint, Workflow } from '@convoso-connect/core/config';
import type { LiveConfig } from '../config/live-config.js';
import type { Revision } from '../config/revision.js';
import type { ActionRow } from '../store/commands/actions.js';
import { TEST_WORKFLOW } from '../store/schema.js';

/** An action taken up, with all that its attempt needs. */
export interface PreparedAction {
  readonly row: ActionRow;
  readonly endpoint: ResolvedEndpoint;
  readonly payload: string;
  /** What the adaptor finds in the occurrence now, for a diagnosis; null where the endpoint has none. */
  readonly mapping: Mapping | null;
  readonly occurrence: Occurrence;
}

/** Why an action that has come due is not carried out; null when it is to be. */
export function reasonToSkip(row: ActionRow, live: LiveConfig): string | null {
  // Cut off by a stop of the relay: whoever pressed Test has gone.
  if (row.workflow_id === TEST_WORKFLOW) return 'a test is not repeated';
  const workflow = live.revision.config.workflows.find(({ id }) => id === row.workflow_id);
  if (workflow === undefined) return `the workflow "${row.workflow_id}" was deleted`;
  if (!workflow.active) return `the workflow "${workflow.name}" was switched off`;
  const action = findAction(workflow, row);
  if (action === undefined) return `the action "${row.action_id}" was deleted from the workflow`;
  if (!action.active) return `the action "${row.action_id}" is switched off`;
  const endpoint = live.endpoints.get(row.endpoint_id);
  if (endpoint === undefined) return `the endpoint "${row.endpoint_id}" was deleted`;
  return endpoint.active ? null : `the endpoint "${endpoint.name}" is switched off`;
}

function findAction(workflow: Workflow, row: ActionRow): Action | undefined {
  const set = workflow.actionSets.find(({ id }) => id === row.action_set_id);
  return set?.actions.find(({ id }) => id === row.action_id);
}

export interface PrepareParts {
  /** The configuration the action was planned with. */
  readonly pinned: Revision;
  readonly live: LiveConfig;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Brings together what was planned and what is live: mapping, encoding and reading stay as the action's revision
 * has them, URL and credentials are today's (design: "pins the configuration revision"). The payload of the first
 * attempt, and with it an age on that day, is what every later one sends.
 */
export function prepare(
  row: ActionRow,
  occurrence: Occurrence,
  { pinned, live, now }: PrepareParts,
): PreparedAction {
  const endpoint = endpointFor(row, pinned, live);
  const mapping = mappingOf(endpoint, occurrence, pinned, now);
  const payload = row.payload ?? (mapping === null ? '' : encodePayload(endpoint, mapping.fields));
  return { row, endpoint, occurrence, payload, mapping };
}

function endpointFor(row: ActionRow, pinned: Revision, live: LiveConfig): ResolvedEndpoint {
  const planned = pinned.endpoints.get(row.endpoint_id);
  const current = live.endpoints.get(row.endpoint_id);
  if (planned === undefined || current === undefined) throw new Error(`endpoint ${row.endpoint_id} is gone`);
  const { apiUrl, apiAuthentication, authorizationHeader } = current;
  return {
    ...planned,
    apiUrl,
    apiAuthentication: apiAuthentication ?? '',
    authorizationHeader: authorizationHeader ?? '',
  };
}

function mappingOf(
  endpoint: ResolvedEndpoint,
  occurrence: Occurrence,
  pinned: Revision,
  now: number,
): Mapping | null {
  if (endpoint.adaptorId === undefined) return null;
  const adaptor = pinned.adaptors.get(endpoint.adaptorId);
  if (adaptor === undefined) throw new Error(`adaptor ${endpoint.adaptorId} is gone`);
  const { delimiter, numbersAsNumbers } = endpoint;
  const { account, statuses } = pinned.config;
  const options = { delimiter, numbersAsNumbers, timeZone: account.timeZone, now, statuses };
  return mapAdaptor(adaptor, occurrence.snapshot, options);
}
