import * as z from 'zod/mini';
import { text } from './query.js';
import { route } from './route.js';
import { instant, lastAttempt, localTime, timeZone } from './shapes.js';

/**
 * How an endpoint goes. `off`: switched off · `paused`: by an operator · `failing`: an alarm says so, or its breaker is open ·
 * `behind`: what is due waits for another attempt, or for its turn · `idle`: nothing went there today · `well`: what went there
 * arrived.
 */
export const ENDPOINT_HEALTHS = ['off', 'paused', 'failing', 'behind', 'idle', 'well'] as const;

/** What is to be done next, by what it is about. */
export const NEXT_STEPS = [
  'not-ready',
  'alarm',
  'not-delivered',
  'turned-away',
  'paused',
  'wrong',
  'waiting',
  'first-call',
  'nothing',
] as const;

/** Figures of a span of time. */
const figures = {
  /** Calls that came and were decided. */
  received: z.int(),
  /** Actions that workflows planned for them. */
  fired: z.int(),
  /** Attempts that arrived and were taken. */
  sent: z.int(),
  /** Attempts that arrived, and whose answer is no success by the `expect` of the endpoint. */
  refused: z.int(),
  /** Attempts that were not repeated by themselves for another reason, such as a status that says so; also where the action was sent again since. */
  failed: z.int(),
  /** Attempts after which another one follows. */
  retried: z.int(),
};

/** How the account's day goes. */
export const today = {
  get: route({
    method: 'GET',
    path: '/api/today',
    summary:
      'Tells how the day goes by the clock of the account: figures, by the hour, by endpoint with its health and last answer, and what to do next.',
    scope: 'read',
    answer: z.strictObject({
      timeZone,
      at: instant,
      /** By the clock of the account. */
      date: z.string(),
      /** When the day began and when it ends. */
      from: instant,
      to: instant,
      totals: z.strictObject({
        ...figures,
        /** Actions of workflows whose last attempt was today, and that ended undelivered: not what was delivered since. */
        undeliveredToday: z.int(),
        /** Actions that should have gone out by now. */
        waiting: z.int(),
        /** Requests that were turned away; counted up to a thousand. */
        turnedAway: z.int(),
        /** Actions and calls that ended undelivered, and are kept for replay, whenever they came. */
        undelivered: z.int(),
      }),
      /** Every hour that has begun, in order; a day on which the clocks change has one fewer or more. */
      hours: z.array(z.strictObject({ from: instant, hour: localTime, ...figures })),
      endpoints: z.array(
        z.strictObject({
          endpointId: z.string(),
          endpointName: z.string(),
          health: z.enum(ENDPOINT_HEALTHS),
          sent: z.int(),
          refused: z.int(),
          failed: z.int(),
          retried: z.int(),
          /** As `failedToday` of `GET /api/status`: actions, and not attempts. */
          undeliveredToday: z.int(),
          /** As `GET /api/status` has it. */
          doubtfulToday: z.int(),
          waiting: z.int(),
          waitingSince: z.nullable(instant),
          failingSince: z.nullable(instant),
          lastAttempt,
        }),
      ),
      /** What is wrong besides the alarms, as `GET /api/status` tells it: a sentence each; lines may follow it. */
      wrong: z.array(z.string()),
      /** What to do next, in one sentence. */
      next: z.strictObject({
        step: z.enum(NEXT_STEPS),
        sentence: z.string(),
        /** The endpoint or the alarm that it is about. */
        about: z.nullable(z.string()),
      }),
    }),
  }),
};

/** What a search can find by. */
export const SOUGHT_BY = ['id', 'phone', 'lead', 'call'] as const;

/** Finding what came by what somebody has at hand. */
export const search = {
  find: route({
    method: 'GET',
    path: '/api/search',
    summary:
      'Finds what came by a telephone number or its last digits, a lead, a call or an id; newest first, and requests that were turned away as well.',
    scope: 'read',
    query: {
      /** What somebody has at hand, in any formatting. */
      q: text,
      /** Says what it is; without, everything that it can be is looked for. */
      by: z.enum(SOUGHT_BY),
      limit: z.enum(['20', '50', '100']),
    },
    answer: z.strictObject({
      timeZone,
      found: z.array(
        z.strictObject({
          /** `occurrence`: a call that was decided · `delivery`: one that waits or could not be read · `quarantined`: turned away. */
          kind: z.enum(['occurrence', 'delivery', 'quarantined']),
          id: z.string(),
          by: z.enum(SOUGHT_BY),
          at: instant,
          date: localTime,
          phone: z.nullable(z.string()),
          /** The lead's first and last name, as they came. */
          name: z.nullable(z.string()),
          /** What it was, or why it was turned away. */
          what: z.string(),
          view: z.string(),
        }),
      ),
      /** Whether all that is kept was looked through; else only the latest of each kind. */
      complete: z.boolean(),
    }),
    refused: [{ status: 400, codes: ['NOTHING_SOUGHT'] }],
  }),
};

export const live = {
  follow: route({
    method: 'GET',
    path: '/api/live',
    summary:
      'Tells as it happens that something has changed, with new calls and attempts: server-sent events, for who accepts text/event-stream. Goes on behind Last-Event-ID.',
    scope: 'read',
    answer: z.strictObject({
      /** The id of the last event so far. */
      cursor: z.string(),
    }),
    text: { type: 'text/event-stream', query: {} },
    refused: [{ status: 503, codes: ['TOO_MANY_LISTENERS'] }],
  }),
};
