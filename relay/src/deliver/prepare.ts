import { encodePayload, mapAdaptor, type Occurrence } from '@convoso-connect/core';
import type { Action, ResolvedEndpoint, Workflow } from '@convoso-connect/core/config';
import type { LiveConfig } from '../config/live-config.js';
import type { Revision } from '../config/revision.js';
import type { ActionRow } from '../store/commands/actions.js';

/** An action taken up, with all that its attempt needs. */
export interface PreparedAction {
  readonly row: ActionRow;
  readonly endpoint: ResolvedEndpoint;
  readonly payload: string;
  readonly occurrence: Occurrence;
}

/** Why an action that has come due is not carried out; null when it is to be. */
export function reasonToSkip(row: ActionRow, live: LiveConfig): string | null {
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

/**
 * Brings together what was planned and what is live: mapping, encoding and reading stay as the action's revision
 * has them, URL and credentials are today's (design: "pins the configuration revision").
 */
export function prepare(
  row: ActionRow,
  occurrence: Occurrence,
  pinned: Revision,
  live: LiveConfig,
): PreparedAction {
  const endpoint = endpointFor(row, pinned, live);
  return { row, endpoint, occurrence, payload: row.payload ?? payloadOf(endpoint, occurrence, pinned) };
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

function payloadOf(endpoint: ResolvedEndpoint, occurrence: Occurrence, pinned: Revision): string {
  if (endpoint.adaptorId === undefined) return '';
  const adaptor = pinned.adaptors.get(endpoint.adaptorId);
  if (adaptor === undefined) throw new Error(`adaptor ${endpoint.adaptorId} is gone`);
  const { delimiter, numbersAsNumbers } = endpoint;
  return encodePayload(
    endpoint,
    mapAdaptor(adaptor, occurrence.snapshot, { delimiter, numbersAsNumbers }).fields,
  );
}
