import type { ConnectConfig } from '@convoso-connect/core/config';
import type { Standing, SwitchBoard } from './switch-board.js';

/** An endpoint that is off and would be sent to if it were on. */
export interface SwitchedOffEndpoint {
  readonly id: string;
  readonly name: string;
  /** Who or what switched it off, as in `switched off by an operator at …`; null where the configuration says so. */
  readonly switched: Standing['switched'];
  /** The names of the workflows that are on and have an action for it that is on. */
  readonly workflows: readonly string[];
}

/** The endpoints that are off though workflows that are on send to them, by what is configured and switched now. */
export function switchedOffEndpoints(config: ConnectConfig, switches: SwitchBoard): SwitchedOffEndpoint[] {
  return config.endpoints.flatMap(({ id, name, active: configured }) => {
    const { active, switched } = switches.standing({ kind: 'endpoint', id }, configured);
    if (active) return [];
    const workflows = sendersTo(id, config, switches);
    return workflows.length === 0 ? [] : [{ id, name, switched, workflows }];
  });
}

/** The endpoints that any action of a workflow names, on or off. */
export function actionEndpointIds({ workflows }: ConnectConfig): ReadonlySet<string> {
  const actions = workflows.flatMap(({ actionSets }) => actionSets).flatMap((set) => set.actions);
  return new Set(actions.flatMap((action) => ('endpointId' in action ? [action.endpointId] : [])));
}

function sendersTo(endpointId: string, { workflows }: ConnectConfig, switches: SwitchBoard): string[] {
  return workflows
    .filter(({ id, active }) => switches.standing({ kind: 'workflow', id }, active).active)
    .filter(({ id: workflowId, actionSets }) =>
      actionSets
        .flatMap(({ actions }) => actions)
        .filter((action) => 'endpointId' in action && action.endpointId === endpointId)
        .some(({ id, active }) => switches.standing({ kind: 'action', workflowId, id }, active).active),
    )
    .map(({ name }) => name);
}

/** A sentence about one, without its remedy: `"CRM" is switched off in the configuration, and "Sale" sends to it`. */
export function switchedOffText({ name, switched, workflows }: SwitchedOffEndpoint): string {
  const by = switched === null ? 'switched off in the configuration' : switched.reason;
  const named = workflows.slice(0, MOST_NAMED).map((workflow) => `"${workflow}"`);
  const more = workflows.length - named.length;
  const senders = more > 0 ? `${named.join(', ')} and ${more} more` : named.join(' and ');
  const verb = workflows.length === 1 ? 'sends' : 'send';
  return `the endpoint "${name}" is ${by}, and ${senders} ${verb} to it: what comes due is skipped`;
}

const MOST_NAMED = 3;

/** What to type to switch a part on; an action as `<workflow>/<action>`. */
export function switchOnCommand(kind: 'workflow' | 'action' | 'endpoint', id: string): string {
  return `npm run connect -- switch ${kind} ${id} on`;
}
