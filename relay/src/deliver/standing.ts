import type { Finding } from '@convoso-connect/core';
import type { Action, Endpoint, Workflow } from '@convoso-connect/core/config';
import type { LiveConfig } from '../config/live-config.js';
import type { Part, Standing, SwitchBoard } from '../switches/switch-board.js';
import type { StoredAction } from '../store/ports/actions.js';
import { causeOf } from '../store/ports/cause.js';

/** The parts of a configuration that an action may stand on. */
export interface Parts extends Pick<LiveConfig, 'revision'> {
  readonly endpoints: ReadonlyMap<string, Pick<Endpoint, 'id' | 'name' | 'active'>>;
}

/** Whether the workflow, the action and the endpoint of an action are there now, and switched on. */
export function standingOf(row: StoredAction, live: Parts, switches: SwitchBoard): Finding {
  const reason = whyNotActive(row, live, switches);
  if (reason === null)
    return { verdict: 'yes', code: 'ACTIVE', reason: 'workflow, action and endpoint are active' };
  return { verdict: 'no', code: 'INACTIVE', reason };
}

/** Why an action would be skipped if it came due now: what of it is off or was deleted. Null where nothing is. */
export function whyNotActive(row: StoredAction, live: Parts, switches: SwitchBoard): string | null {
  // Cut off by a stop of the relay: whoever pressed Test has gone.
  if (causeOf(row) === 'test') return 'a test is not repeated';
  // What a hold goes by is reviewed at its time, and nothing of it can be switched off.
  if (causeOf(row) === 'hold') return null;
  // Whether its subscriber still wants it is asked when it comes due.
  if (causeOf(row) === 'subscription') return null;
  const off = (part: Part, what: string, configured: boolean): string | null =>
    offText(what, switches.standing(part, configured));
  const workflow = live.revision.workflows.get(row.workflowId)?.workflow;
  if (workflow === undefined) return `the workflow "${row.workflowId}" was deleted`;
  const action = findAction(workflow, row);
  if (action === undefined) return `the action "${row.actionId}" was deleted from the workflow`;
  const switchedOff =
    off({ kind: 'workflow', id: workflow.id }, `workflow "${workflow.name}"`, workflow.active) ??
    off({ kind: 'action', workflowId: workflow.id, id: action.id }, `action "${action.id}"`, action.active);
  const { target } = row;
  if (switchedOff !== null || target.kind !== 'endpoint') return switchedOff;
  const endpoint = live.endpoints.get(target.id);
  if (endpoint === undefined) return `the endpoint "${target.id}" was deleted`;
  return off({ kind: 'endpoint', id: endpoint.id }, `endpoint "${endpoint.name}"`, endpoint.active);
}

function offText(what: string, { active, switched }: Standing): string | null {
  if (active) return null;
  if (switched === null) return `the ${what} is switched off in the configuration`;
  return `the ${what} is off: ${switched.reason}`;
}

/** The action of a workflow that a row stands for. */
export function findAction(
  workflow: Workflow,
  row: Pick<StoredAction, 'actionSetId' | 'actionId'>,
): Action | undefined {
  const set = workflow.actionSets.find(({ id }) => id === row.actionSetId);
  return set?.actions.find(({ id }) => id === row.actionId);
}
