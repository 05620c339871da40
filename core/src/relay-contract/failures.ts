import * as z from 'zod/mini';
import { delivery } from './deliveries.js';
import { paging, span } from './query.js';
import { route } from './route.js';
import { instant, lastAttempt, leadKey, localTime, next, success } from './shapes.js';

export const failedParts = {
  id: z.string(),
  occurrenceId: z.string(),
  workflowId: z.string(),
  workflowName: z.string(),
  actionId: z.string(),
  type: z.string(),
  endpointId: z.string(),
  endpointName: z.string(),
  date: localTime,
  dueAt: instant,
  leadKey: z.nullable(leadKey),
  /** The lead's, else the one dialled; in normal form. */
  phone: z.nullable(z.string()),
  /** The lead's first and last name, as they came. */
  name: z.nullable(z.string()),
  attempts: z.int(),
  reason: z.nullable(z.string()),
  lastAttempt,
};

/** Actions that were not sent again, by why, and one of them. */
export const leftParts = z.strictObject({
  code: z.string(),
  reason: z.string(),
  count: z.int(),
  example: z.string(),
});

const failedAction = z.strictObject(failedParts);

const replayOne = [
  { status: 404, codes: ['UNKNOWN_ENTRY'] },
  { status: 409, codes: ['NOT_DEAD', 'UNKNOWN_WORKFLOW', 'FAILED_AGAIN'] },
];

/** What ended undelivered and is kept for replay: actions, deliveries and failed workflows. */
export const deadLetters = {
  list: route({
    method: 'GET',
    path: '/api/dead-letters',
    summary:
      'Lists what ended undelivered: actions, deliveries that could not be processed, workflows that failed.',
    scope: 'read',
    query: paging,
    answer: z.strictObject({
      actions: z.array(failedAction),
      deliveries: z.array(delivery),
      workflows: z.array(
        z.strictObject({
          id: z.string(),
          occurrenceId: z.string(),
          workflowId: z.string(),
          at: instant,
          reason: z.string(),
        }),
      ),
      next,
    }),
    refused: [{ status: 400, codes: ['UNKNOWN_CURSOR'] }],
  }),
  replayMany: route({
    method: 'POST',
    path: '/api/dead-letters/replay',
    summary:
      'Gives all that are meant another try, each with its key and body. At least one filter must be named.',
    scope: 'operate',
    query: { workflow: z.string(), endpoint: z.string(), reason: z.string(), ...span },
    answer: z.strictObject({
      success,
      replayed: z.strictObject({ actions: z.int(), deliveries: z.int(), workflows: z.int() }),
      /** They stay among the dead letters: what would be skipped, what failed again, and what could not be written. */
      left: z.int(),
      /** Why, of actions; those that wait for their hours were replayed. */
      why: z.array(leftParts),
    }),
    refused: [
      { status: 400, codes: ['NOTHING_CHOSEN', 'NOT_A_DATE', 'SPAN_BACKWARDS'] },
      { status: 404, codes: ['UNKNOWN_WORKFLOW', 'UNKNOWN_ENDPOINT'] },
    ],
  }),
  replay: route({
    method: 'POST',
    path: '/api/dead-letters/:id/replay',
    summary: 'Gives one another try, with its key and body.',
    scope: 'operate',
    answer: z.strictObject({ success, id: z.string() }),
    refused: replayOne,
  }),
};

/** What counts as delivered and was answered as if it had failed. */
export const doubtful = {
  list: route({
    method: 'GET',
    path: '/api/doubtful',
    summary: 'Lists what counts as delivered and was answered as if it had failed.',
    scope: 'read',
    query: { endpoint: z.string(), ...paging },
    answer: z.strictObject({ actions: z.array(failedAction), next }),
    refused: [
      { status: 400, codes: ['UNKNOWN_CURSOR'] },
      { status: 404, codes: ['UNKNOWN_ENDPOINT'] },
    ],
  }),
  replay: route({
    method: 'POST',
    path: '/api/doubtful/:id/replay',
    summary: 'Sends one again, with its key and body.',
    scope: 'operate',
    answer: z.strictObject({ success, id: z.string() }),
    refused: replayOne,
  }),
};
