import type { Finding } from '@convoso-connect/core';
import type { Action, Workflow } from '@convoso-connect/core/config';
import type { LiveConfig } from '../config/live-config.js';
import type { ActionRow } from '../store/commands/actions.js';
import { TEST_WORKFLOW } from '../store/schema.js';
import type { Part, Standing, SwitchBoard } from '../switches/switch-board.js';
import { builtInName } from './targets.js';

/** Whether the workflow, the action and the endpoint of an action are there now, and switched on. */
export function standingOf(row: ActionRow, live: LiveConfig, switches: SwitchBoard): Finding {
  const reason = whyNot(row, live, switches);
  if (reason === null)
    return { verdict: 'yes', code: 'ACTIVE', reason: 'workflow, action and endpoint are active' };
  return { verdict: 'no', code: 'INACTIVE', reason };
}

function whyNot(row: ActionRow, live: LiveConfig, switches: SwitchBoard): string | null {
  // Cut off by a stop of the relay: whoever pressed Test has gone.
  if (row.workflow_id === TEST_WORKFLOW) return 'a test is not repeated';
  const off = (part: Part, what: string, configured: boolean): string | null =>
    offText(what, switches.standing(part, configured));
  const workflow = live.revision.workflows.get(row.workflow_id)?.workflow;
  if (workflow === undefined) return `the workflow "${row.workflow_id}" was deleted`;
  const action = findAction(workflow, row);
  if (action === undefined) return `the action "${row.action_id}" was deleted from the workflow`;
  const switchedOff =
    off({ kind: 'workflow', id: workflow.id }, `workflow "${workflow.name}"`, workflow.active) ??
    off({ kind: 'action', workflowId: workflow.id, id: action.id }, `action "${action.id}"`, action.active);
  if (switchedOff !== null || builtInName(row.endpoint_id) !== null) return switchedOff;
  const endpoint = live.endpoints.get(row.endpoint_id);
  if (endpoint === undefined) return `the endpoint "${row.endpoint_id}" was deleted`;
  return off({ kind: 'endpoint', id: endpoint.id }, `endpoint "${endpoint.name}"`, endpoint.active);
}

function offText(what: string, { active, switched }: Standing): string | null {
  if (active) return null;
  return switched === null ? `the ${what} is switched off` : `the ${what} is off: ${switched.reason}`;
}

/** The action of a workflow that a row stands for. */
export function findAction(
  workflow: Workflow,
  row: Pick<ActionRow, 'action_set_id' | 'action_id'>,
): Action | undefined {
  const set = workflow.actionSets.find(({ id }) => id === row.action_set_id);
  return set?.actions.find(({ id }) => id === row.action_id);
}
