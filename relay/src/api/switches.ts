import { ConnectError } from '@convoso-connect/core';
import type { ConnectConfig, Workflow } from '@convoso-connect/core/config';
import { Router, json, type Request } from 'express';
import type { Clock } from '../clock.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { iso } from '../iso.js';
import { unknownPart } from '../leads/preview.js';
import type { Part, Standing } from '../switches/switch-board.js';

export interface SwitchParts {
  readonly keeper: ConfigKeeper;
  readonly clock: Clock;
  readonly wake: () => void;
}

/**
 * Workflows, their actions and endpoints as they stand, and their `active` switch. What is switched here counts until
 * it is switched back, or until the configuration says something else about the part than it does now.
 */
export function switchRoutes(parts: SwitchParts): Router {
  const { keeper } = parts;
  const config = (): ConnectConfig => keeper.current.revision.config;
  const router = Router();
  const body = json({ limit: '10kb' });

  router.get('/workflows', (_request, response) => {
    response.json({ workflows: config().workflows.map((workflow) => workflowEntry(keeper, workflow)) });
  });
  router.get('/workflows/:id', (request, response) => {
    response.json(workflowEntry(keeper, findWorkflow(config(), request.params.id)));
  });
  router.patch('/workflows/:id', body, async (request, response) => {
    const workflow = findWorkflow(config(), request.params.id);
    await turn(parts, { kind: 'workflow', id: workflow.id }, workflow.active, request);
    response.json(workflowEntry(keeper, workflow));
  });
  router.get('/workflows/:id/actions/:actionId', (request, response) => {
    const { workflow, action } = findWorkflowAction(config(), request.params);
    response.json(actionEntry(keeper, workflow, action));
  });
  router.patch('/workflows/:id/actions/:actionId', body, async (request, response) => {
    const { workflow, action } = findWorkflowAction(config(), request.params);
    const part = { kind: 'action', workflowId: workflow.id, id: action.id } as const;
    await turn(parts, part, action.active, request);
    response.json(actionEntry(keeper, workflow, action));
  });

  router.get('/endpoints', (_request, response) => {
    response.json({ endpoints: config().endpoints.map((endpoint) => endpointEntry(keeper, endpoint)) });
  });
  router.get('/endpoints/:id', (request, response) => {
    response.json(endpointEntry(keeper, findEndpoint(config(), request.params.id)));
  });
  router.patch('/endpoints/:id', body, async (request, response) => {
    const endpoint = findEndpoint(config(), request.params.id);
    refuseWithoutAdaptor(config(), endpoint, request);
    await turn(parts, { kind: 'endpoint', id: endpoint.id }, endpoint.active, request);
    response.json(endpointEntry(keeper, endpoint));
  });
  return router;
}

async function turn(
  { keeper, clock, wake }: SwitchParts,
  part: Part,
  configured: boolean,
  request: Request,
): Promise<void> {
  const active = readActive(request);
  const at = clock.now();
  const reason = `switched ${active ? 'on' : 'off'} by an operator at ${iso(at)}`;
  await keeper.turn([keeper.current.switches.turned(part, { active, configured, reason, at })]);
  wake();
}

/**
 * What a configuration may not say, no switch may bring about: an endpoint that is on and uses an adaptor that is off.
 * Where the configuration itself, of an earlier version, has it on, that stays in force.
 */
function refuseWithoutAdaptor(
  { adaptors }: ConnectConfig,
  { id, active, adaptorId }: ConnectConfig['endpoints'][number],
  request: Request,
): void {
  const adaptor = adaptors.find((each) => each.id === adaptorId);
  if (active || adaptor === undefined || adaptor.active || !readActive(request)) return;
  throw new ConnectError(
    'ADAPTOR_SWITCHED_OFF',
    `the endpoint "${id}" uses the adaptor "${adaptor.id}", which is switched off in the configuration`,
    'Set "active" of the adaptor to true in the configuration, and switch the endpoint on then.',
  );
}

function readActive({ body }: Request): boolean {
  const keys = typeof body === 'object' && body !== null ? Object.keys(body as object) : [];
  const active: unknown = keys.length === 1 ? (body as Record<string, unknown>)['active'] : undefined;
  if (typeof active === 'boolean') return active;
  throw new ConnectError(
    'BAD_SWITCH',
    `the body is ${JSON.stringify(body ?? null).slice(0, 100)}, which switches nothing`,
    'Send {"active": true} or {"active": false} as application/json.',
  );
}

function shown({ active, configured, switched }: Standing) {
  return { active, configured, switched: switched && { reason: switched.reason, at: iso(switched.at) } };
}

function workflowEntry({ current }: ConfigKeeper, workflow: Workflow) {
  const { id, name } = workflow;
  const standing = current.switches.standing({ kind: 'workflow', id }, workflow.active);
  const actions = workflow.actionSets
    .flatMap((set) => set.actions)
    .map((action) => ({
      id: action.id,
      type: action.type,
      ...shown(current.switches.standing({ kind: 'action', workflowId: id, id: action.id }, action.active)),
    }));
  return { id, name, ...shown(standing), actions };
}

function actionEntry(keeper: ConfigKeeper, workflow: Workflow, { id }: { readonly id: string }) {
  const entry = workflowEntry(keeper, workflow).actions.find((action) => action.id === id);
  return { workflowId: workflow.id, ...entry };
}

function endpointEntry(
  { current }: ConfigKeeper,
  { id, name, active, direction }: ConnectConfig['endpoints'][number],
) {
  return { id, name, direction, ...shown(current.switches.standing({ kind: 'endpoint', id }, active)) };
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

function findEndpoint({ endpoints }: ConnectConfig, id: string) {
  const endpoint = endpoints.find((each) => each.id === id);
  if (endpoint === undefined) throw unknownPart('endpoint', id, endpoints);
  return endpoint;
}
