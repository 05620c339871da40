import * as z from 'zod/mini';
import { failedParts, leftParts } from './failures.js';
import { halt } from './halts.js';
import { paging, span, text } from './query.js';
import { route } from './route.js';
import { instant, localTime, next, success, timeZone } from './shapes.js';

/** Why an action was not delivered, coarse enough that what is one outage to people has one cause. The codes are stable. */
export const FAILURE_CAUSES = [
  'not-reached',
  'timed-out',
  'cut-off',
  'rate-limited',
  'server-error',
  'access-denied',
  'wrong-address',
  'not-sendable',
  'put-off',
  'refused',
  'relay-stopped',
  'not-tried',
  'unknown',
] as const;

/** `dead`: given up, and kept for replay · `waiting`: to be tried again. */
const state = z.enum(['dead', 'waiting']);
const cause = z.enum(FAILURE_CAUSES);

/**
 * `from` and `to` are about when an action was due, and take what people say as well: `12:05`, `yesterday 12:05`, `2h`,
 * `2026-11-20 12:05`, by the clock of the account.
 */
const choice = { endpoint: text, workflow: text, cause, reason: text, ...span };

/** How a time was understood; null where none was given. */
const understood = z.nullable(z.strictObject({ at: instant, local: localTime }));

const failedAction = z.strictObject({
  ...failedParts,
  state,
  cause,
  /** Both null where it is given up. */
  nextAttemptAt: z.nullable(instant),
  nextAttempt: z.nullable(localTime),
});

const again = z.strictObject({
  success,
  timeZone,
  since: understood,
  until: understood,
  /** Nothing was changed: the figures say what would be done. */
  dryRun: z.boolean(),
  /** How many were looked at. */
  found: z.int(),
  /** Those that go out again now, in the order of their lanes. */
  again: z.int(),
  /** Those that go out once their hours begin. */
  held: z.array(z.strictObject({ reason: z.string(), count: z.int() })),
  /** Of those that go out again now, how many meet something at their endpoint that holds them, or slows them down. */
  halted: z.array(z.extend(halt, { endpointId: z.string(), endpointName: z.string(), count: z.int() })),
  /** Those that were left as they are, because they would be skipped, by why. */
  left: z.array(leftParts),
  /** To be handed in as `after` to go on; null where all is done. */
  next,
});

const many = { ...choice, dryRun: z.enum(['true', 'false']), ...paging };

const refused = [
  { status: 400, codes: ['NOT_A_DATE', 'UNKNOWN_CURSOR'] },
  { status: 404, codes: ['UNKNOWN_ENDPOINT', 'UNKNOWN_WORKFLOW'] },
] as const;

const refusedAgain = [
  { status: 400, codes: ['NOTHING_CHOSEN', 'NOT_A_DATE', 'UNKNOWN_CURSOR'] },
  { status: 404, codes: ['UNKNOWN_ENDPOINT', 'UNKNOWN_WORKFLOW'] },
] as const;

/** What was not delivered, given up or to be tried again, by endpoint and cause; and sending many of it again. */
export const failures = {
  list: route({
    method: 'GET',
    path: '/api/failures',
    summary: 'Counts what was not delivered by endpoint and cause, most first, with what to do about each.',
    scope: 'read',
    query: { ...choice, state },
    answer: z.strictObject({
      timeZone,
      since: understood,
      until: understood,
      failures: z.array(
        z.strictObject({
          endpointId: z.string(),
          endpointName: z.string(),
          cause,
          /** The cause in words. */
          what: z.string(),
          dead: z.int(),
          waiting: z.int(),
          /** When the first and the last of them were due. */
          firstAt: instant,
          first: localTime,
          lastAt: instant,
          last: localTime,
          /** The last of them. */
          example: failedAction,
          /** What to do about it, and the command for it. */
          remedy: z.string(),
          command: z.string(),
        }),
      ),
      /** What failed before it came to an action; they are among the dead letters, and 0 where only actions are meant. */
      calls: z.int(),
      workflows: z.int(),
    }),
    refused,
  }),
  actions: route({
    method: 'GET',
    path: '/api/failures/actions',
    summary: 'Lists what was not delivered one by one, what was due first in front, with whom it is about.',
    scope: 'read',
    query: { ...choice, state, ...paging },
    answer: z.strictObject({
      timeZone,
      since: understood,
      until: understood,
      actions: z.array(failedAction),
      next,
    }),
    refused,
  }),
  replay: route({
    method: 'POST',
    path: '/api/failures/replay',
    summary:
      'Gives what was given up another try, a part at a time, each with its key and body. At least one filter must be named; with `dryRun` only what would be done is told.',
    scope: 'operate',
    query: many,
    answer: again,
    refused: refusedAgain,
  }),
  run: route({
    method: 'POST',
    path: '/api/failures/run',
    summary:
      'Has what waits for another attempt make it now, a part at a time. At least one filter must be named; with `dryRun` only what would be done is told.',
    scope: 'operate',
    query: many,
    answer: again,
    refused: refusedAgain,
  }),
};
