import * as z from 'zod/mini';
import { halt } from './halts.js';
import { route } from './route.js';
import { instant } from './shapes.js';

/** A part as it stands now, over what the configuration says. */
const standingParts = {
  active: z.boolean(),
  configured: z.boolean(),
  /** Who or what switched it otherwise, and when; null where the configuration counts. */
  switched: z.nullable(z.strictObject({ reason: z.string(), at: instant })),
};

const action = { id: z.string(), type: z.string(), ...standingParts };

const workflow = z.strictObject({
  id: z.string(),
  name: z.string(),
  ...standingParts,
  actions: z.array(z.strictObject(action)),
});

const workflowAction = z.strictObject({ workflowId: z.string(), ...action });

const endpoint = z.strictObject({
  id: z.string(),
  name: z.string(),
  direction: z.string(),
  ...standingParts,
  /** `paused`: what comes due is held; what is not `active` is skipped instead. */
  state: z.enum(['active', 'paused']),
  /** What holds its actions now. */
  halts: z.array(halt),
});

const toggle = {
  schema: z.strictObject({ active: z.boolean() }),
  limit: 10_000,
  code: 'BAD_SWITCH',
  remedy: 'Send {"active": true} or {"active": false} as application/json.',
} as const;

const unknownWorkflow = { status: 404, codes: ['UNKNOWN_WORKFLOW'] } as const;
const unknownAction = { status: 404, codes: ['UNKNOWN_WORKFLOW', 'UNKNOWN_ACTION'] } as const;
const unknownEndpoint = { status: 404, codes: ['UNKNOWN_ENDPOINT'] } as const;

/** When it fires, and whether it is on. */
export const workflows = {
  list: route({
    method: 'GET',
    path: '/api/workflows',
    summary: 'Lists the workflows with their actions, and whether each is on.',
    scope: 'read',
    answer: z.strictObject({ workflows: z.array(workflow) }),
  }),
  get: route({
    method: 'GET',
    path: '/api/workflows/:id',
    summary: 'Shows one.',
    scope: 'read',
    answer: workflow,
    refused: [unknownWorkflow],
  }),
  switch: route({
    method: 'PATCH',
    path: '/api/workflows/:id',
    summary: 'Switches one on or off, until it is switched back or the configuration says something else.',
    scope: 'operate',
    body: toggle,
    answer: workflow,
    refused: [unknownWorkflow],
  }),
  getAction: route({
    method: 'GET',
    path: '/api/workflows/:id/actions/:actionId',
    summary: 'Shows one action of a workflow.',
    scope: 'read',
    answer: workflowAction,
    refused: [unknownAction],
  }),
  switchAction: route({
    method: 'PATCH',
    path: '/api/workflows/:id/actions/:actionId',
    summary: 'Switches one action of a workflow on or off.',
    scope: 'operate',
    body: toggle,
    answer: workflowAction,
    refused: [unknownAction],
  }),
};

/** Where it goes, and whether it is on. */
export const endpoints = {
  list: route({
    method: 'GET',
    path: '/api/endpoints',
    summary: 'Lists the endpoints, and whether each is on.',
    scope: 'read',
    answer: z.strictObject({ endpoints: z.array(endpoint) }),
  }),
  get: route({
    method: 'GET',
    path: '/api/endpoints/:id',
    summary: 'Shows one.',
    scope: 'read',
    answer: endpoint,
    refused: [unknownEndpoint],
  }),
  switch: route({
    method: 'PATCH',
    path: '/api/endpoints/:id',
    summary: 'Switches one on or off.',
    scope: 'operate',
    body: toggle,
    answer: endpoint,
    refused: [{ status: 400, codes: ['ADAPTOR_SWITCHED_OFF'] }, unknownEndpoint],
  }),
  pause: route({
    method: 'POST',
    path: '/api/endpoints/:id/pause',
    summary: 'Pauses one: what comes due is held, and goes out in order once it is resumed.',
    scope: 'operate',
    answer: endpoint,
    refused: [unknownEndpoint],
  }),
  resume: route({
    method: 'POST',
    path: '/api/endpoints/:id/resume',
    summary: 'Lets what waits go out to one again.',
    scope: 'operate',
    answer: endpoint,
    refused: [unknownEndpoint],
  }),
};
