import { ConnectError } from '@convoso-connect/core';
import type { ConnectConfig, Workflow } from '@convoso-connect/core/config';
import { RELAY_API } from '@convoso-connect/core/relay-contract';
import type { Change } from '../audit/change.js';
import type { Clock } from '../clock.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import type { Flows } from '../flow/flows.js';
import { iso } from '../iso.js';
import { unknownPart } from '../leads/preview.js';
import { partKey, type Part } from '../switches/switch-board.js';
import { endpointEntry, findEndpoint, shownStanding } from './endpoint-entry.js';
import type { Serve } from './serve.js';

const { workflows, endpoints } = RELAY_API;

export interface SwitchParts {
  readonly keeper: ConfigKeeper;
  readonly clock: Clock;
  readonly flows: Flows;
  readonly wake: () => void;
}

/**
 * Workflows, their actions and endpoints as they stand, and their `active` switch. What is switched here counts until
 * it is switched back, or until the configuration says something else about the part than it does now.
 */
export function serveSwitches(serve: Serve, parts: SwitchParts): void {
  const { keeper } = parts;
  const config = (): ConnectConfig => keeper.current.revision.config;

  serve(workflows.list, () => ({
    workflows: config().workflows.map((workflow) => workflowEntry(keeper, workflow)),
  }));
  serve(workflows.get, ({ params }) => workflowEntry(keeper, findWorkflow(config(), params.id)));
  serve(workflows.switch, async ({ params, body: { active }, change }) => {
    const workflow = findWorkflow(config(), params.id);
    await turn(parts, { kind: 'workflow', id: workflow.id }, { configured: workflow.active, active, change });
    return workflowEntry(keeper, workflow);
  });
  serve(workflows.getAction, ({ params }) => {
    const { workflow, action } = findWorkflowAction(config(), params);
    return actionEntry(keeper, workflow, action);
  });
  serve(workflows.switchAction, async ({ params, body: { active }, change }) => {
    const { workflow, action } = findWorkflowAction(config(), params);
    const part = { kind: 'action', workflowId: workflow.id, id: action.id } as const;
    await turn(parts, part, { configured: action.active, active, change });
    return actionEntry(keeper, workflow, action);
  });

  serve(endpoints.list, () => ({
    endpoints: config().endpoints.map((endpoint) => endpointEntry(parts, endpoint)),
  }));
  serve(endpoints.get, ({ params }) => endpointEntry(parts, findEndpoint(config(), params.id)));
  serve(endpoints.switch, async ({ params, body: { active }, change }) => {
    const endpoint = findEndpoint(config(), params.id);
    if (active) refuseWithoutAdaptor(config(), endpoint);
    await turn(parts, { kind: 'endpoint', id: endpoint.id }, { configured: endpoint.active, active, change });
    return endpointEntry(parts, endpoint);
  });
}

async function turn(
  { keeper, clock, wake }: SwitchParts,
  part: Part,
  { change, ...to }: { readonly configured: boolean; readonly active: boolean; readonly change: Change },
): Promise<void> {
  const at = clock.now();
  const reason = `switched ${to.active ? 'on' : 'off'} by an operator at ${iso(at)}`;
  const before = keeper.current.switches.standing(part, to.configured);
  // It stays as whoever switched it left it, with their reason.
  if (before.active === to.active) {
    change.none();
    return;
  }
  await keeper.turn([keeper.current.switches.turned(part, { ...to, reason, at })]);
  change.note({
    part: partKey(part),
    before: { active: before.active },
    after: { active: to.active },
  });
  wake();
}

/**
 * What a configuration may not say, no switch may bring about: an endpoint that is on and uses an adaptor that is off.
 * Where the configuration itself, of an earlier version, has it on, that stays in force.
 */
function refuseWithoutAdaptor(
  { adaptors }: ConnectConfig,
  { id, active, adaptorId }: ConnectConfig['endpoints'][number],
): void {
  const adaptor = adaptors.find((each) => each.id === adaptorId);
  if (active || adaptor === undefined || adaptor.active) return;
  throw new ConnectError(
    'ADAPTOR_SWITCHED_OFF',
    `the endpoint "${id}" uses the adaptor "${adaptor.id}", which is switched off in the configuration`,
    'Set "active" of the adaptor to true in the configuration, and switch the endpoint on then.',
  );
}

function workflowEntry({ current }: ConfigKeeper, workflow: Workflow) {
  const { id, name } = workflow;
  const standing = current.switches.standing({ kind: 'workflow', id }, workflow.active);
  const actions = workflow.actionSets
    .flatMap((set) => set.actions)
    .map((action) => ({
      id: action.id,
      type: action.type,
      ...shownStanding(
        current.switches.standing({ kind: 'action', workflowId: id, id: action.id }, action.active),
      ),
    }));
  return { id, name, ...shownStanding(standing), actions };
}

function actionEntry(keeper: ConfigKeeper, workflow: Workflow, { id }: { readonly id: string }) {
  const entry = workflowEntry(keeper, workflow).actions.find((action) => action.id === id);
  if (entry === undefined) throw unknownPart('action', id, []);
  return { workflowId: workflow.id, ...entry };
}

function findWorkflow({ workflows }: ConnectConfig, id: string): Workflow {
  const workflow = workflows.find((each) => each.id === id);
  if (workflow === undefined) throw unknownPart('workflow', id, workflows);
  return workflow;
}

function findWorkflowAction(config: ConnectConfig, { id, actionId }: { id: string; actionId: string }) {
  const workflow = findWorkflow(config, id);
  const actions = workflow.actionSets.flatMap((set) => set.actions);
  const action = actions.find((each) => each.id === actionId);
  if (action === undefined) throw unknownPart('action', actionId, actions);
  return { workflow, action };
}
