import * as z from 'zod/mini';
import { format, lead, paging, phone, span } from './query.js';
import { halt } from './halts.js';
import { report } from './reports.js';
import { route } from './route.js';
import { instant, lastAttempt, leadKey, localTime, next, success, timeZone } from './shapes.js';
import { ACTION_STATES, ATTEMPT_OUTCOMES, attemptParts } from './trail.js';

/** The columns of the Connect logs (seed 004), and what one attempt of many needs besides. */
const entryParts = {
  id: z.int(),
  date: localTime,
  at: instant,
  primaryPhone: z.nullable(z.string()),
  result: z.unknown(),
  attempt: z.int(),
  status: z.nullable(z.int()),
  outcome: z.enum(ATTEMPT_OUTCOMES),
  durationMs: z.number(),
  reason: z.nullable(z.string()),
  workflowId: z.string(),
  workflowName: z.string(),
  endpointId: z.string(),
  endpointName: z.string(),
};

const badFilter = {
  status: 400,
  codes: ['NOT_A_DATE', 'SPAN_BACKWARDS', 'NOT_A_PHONE_NUMBER', 'UNKNOWN_CURSOR'],
} as const;

/** Neither the configuration has it nor anything that is kept: it is misspelt, and did not do nothing. */
const unheardOf = { status: 404, codes: ['UNKNOWN_WORKFLOW', 'UNKNOWN_ENDPOINT'] } as const;

/** The Connect logs: every attempt to carry out an action. */
export const logs = {
  list: route({
    method: 'GET',
    path: '/api/logs',
    summary: 'Lists every attempt, newest first.',
    scope: 'read',
    query: {
      ...span,
      endpoint: z.string(),
      workflow: z.string(),
      phone,
      result: z.string(),
      outcome: z.enum(ATTEMPT_OUTCOMES),
      ...paging,
      format,
    },
    answer: z.strictObject({
      timeZone,
      logs: z.array(z.strictObject({ ...entryParts, view: z.string() })),
      next,
    }),
    text: { type: 'text/csv', query: { format: 'csv' } },
    refused: [badFilter, unheardOf],
  }),
  get: route({
    method: 'GET',
    path: '/api/logs/:id',
    summary:
      'Shows the Input Data of one: the exact URL and body, credentials masked, and what was answered.',
    scope: 'read',
    answer: z.strictObject({
      ...attemptParts,
      ...entryParts,
      actionId: z.string(),
      occurrenceId: z.nullable(z.string()),
      occurrence: z.nullable(z.string()),
    }),
    refused: [{ status: 404, codes: ['UNKNOWN_LOG_ENTRY'] }],
  }),
  report,
};

/** One action that a workflow planned, and how far it has come. */
const executionParts = {
  id: z.string(),
  date: localTime,
  dueAt: instant,
  type: z.string(),
  state: z.enum(ACTION_STATES),
  attempts: z.int(),
  nextAttemptAt: z.nullable(instant),
  reason: z.nullable(z.string()),
  workflowId: z.string(),
  workflowName: z.string(),
  actionSetId: z.string(),
  actionId: z.string(),
  endpointId: z.string(),
  endpointName: z.string(),
  leadKey: z.nullable(leadKey),
  listId: z.nullable(z.string()),
  occurrenceId: z.string(),
  occurrence: z.string(),
};

/** An action type by its key (`INTEGRATION`) or by the name it has on screens, in any case. */
const type = z.string();

const executionFilters = {
  ...span,
  lead,
  list: z.string(),
  type,
  state: z.enum(ACTION_STATES),
  ...paging,
  format,
};

const executionPage = z.strictObject({
  timeZone,
  actions: z.array(z.strictObject(executionParts)),
  next,
});

/** The workflow logs: every action that a workflow planned. */
export const actions = {
  list: route({
    method: 'GET',
    path: '/api/actions',
    summary: 'Lists what all workflows planned, what is due last in front.',
    scope: 'read',
    query: { ...executionFilters, workflow: z.string() },
    answer: executionPage,
    text: { type: 'text/csv', query: { format: 'csv' } },
    refused: [badFilter, { status: 404, codes: ['UNKNOWN_WORKFLOW'] }],
  }),
  ofWorkflow: route({
    method: 'GET',
    path: '/api/workflows/:id/logs',
    summary: 'Lists what one workflow planned, what is due last in front.',
    scope: 'read',
    query: executionFilters,
    answer: executionPage,
    text: { type: 'text/csv', query: { format: 'csv' } },
    refused: [badFilter, { status: 404, codes: ['UNKNOWN_WORKFLOW'] }],
  }),
};

const notWaiting = [
  { status: 404, codes: ['UNKNOWN_ACTION'] },
  { status: 409, codes: ['NOT_WAITING'] },
] as const;

const choice = { lead, workflow: z.string(), endpoint: z.string(), type };

/** What workflows have planned and not done yet. */
export const pending = {
  list: route({
    method: 'GET',
    path: '/api/pending',
    summary: 'Lists what waits, what is due first in front, with whom it is about and what it waits for.',
    scope: 'read',
    query: { ...choice, ...span, ...paging },
    answer: z.strictObject({
      timeZone,
      pending: z.array(
        z.strictObject({
          ...executionParts,
          phone: z.nullable(z.string()),
          /** The lead's first and last name, as they came. */
          name: z.nullable(z.string()),
          nextAttempt: z.nullable(localTime),
          /** What holds it now, of its endpoint or of everything; null where it waits for its own time, or is under way. */
          heldBy: z.nullable(halt),
          lastAttempt,
          /** Why it will be skipped when it comes due, as things stand; null where it will not be. */
          skippedWhenDue: z.nullable(z.string()),
        }),
      ),
      next,
    }),
    refused: [badFilter, unheardOf],
  }),
  flushMany: route({
    method: 'POST',
    path: '/api/pending/flush',
    summary:
      'Ends all that is meant without sending it. At least one filter must be named; with `dryRun` only how many that would be is told.',
    scope: 'operate',
    query: { ...choice, dryRun: z.enum(['true', 'false']) },
    answer: z.strictObject({
      success,
      /** Nothing was changed: the figure says how many would be. */
      dryRun: z.boolean(),
      flushed: z.int(),
    }),
    refused: [{ status: 400, codes: ['NOTHING_CHOSEN', 'NOT_A_PHONE_NUMBER'] }, unheardOf],
  }),
  flush: route({
    method: 'POST',
    path: '/api/pending/:id/flush',
    summary: 'Ends one without sending it.',
    scope: 'operate',
    answer: z.strictObject({ success, id: z.string() }),
    refused: notWaiting,
  }),
  run: route({
    method: 'POST',
    path: '/api/pending/:id/run',
    summary: 'Sends one now, whatever its schedule says. Hours that the law sets still count.',
    scope: 'operate',
    answer: z.strictObject({ success, id: z.string() }),
    refused: notWaiting,
  }),
};
