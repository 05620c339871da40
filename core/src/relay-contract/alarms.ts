import * as z from 'zod/mini';
import { halt } from './halts.js';
import { paging } from './query.js';
import { route } from './route.js';
import { instant, next, timeZone } from './shapes.js';

export const ALARM_STATES = ['open', 'acknowledged', 'resolved'] as const;

/** One of them, as it is at a moment. */
export const alarm = z.strictObject({
  /** Names it: `backlog`, or `failing:crm:timed-out`. */
  key: z.string(),
  /** What goes wrong: a stable code. */
  kind: z.string(),
  /** The endpoint or the hook; null where it is about the relay. */
  about: z.nullable(z.string()),
  /** Why: a stable code; null where the kind says it all. */
  cause: z.nullable(z.string()),
  state: z.enum(ALARM_STATES),
  message: z.string(),
  since: instant,
  /** When it was last seen to go wrong, as of the last change. */
  lastAt: instant,
  /** How often, as of the last change. */
  count: z.int(),
  /** When operators were last told of it. */
  toldAt: z.nullable(instant),
  /** Whether operators are told of it again and again, until somebody acknowledges it or it is over. */
  reminded: z.boolean(),
  /** Whether they are told when it is over. */
  endTold: z.boolean(),
  acknowledgedAt: z.nullable(instant),
  acknowledgedBy: z.nullable(z.string()),
  resolvedAt: z.nullable(instant),
});

/** What goes wrong, with a beginning and an end. */
export const alarms = {
  list: route({
    method: 'GET',
    path: '/api/alarms',
    summary: 'Lists what goes wrong and what did, what went wrong last in front.',
    scope: 'read',
    query: { ...paging, state: z.enum(ALARM_STATES) },
    answer: z.strictObject({ timeZone, alarms: z.array(alarm), next }),
    refused: [{ status: 400, codes: ['UNKNOWN_CURSOR'] }],
  }),
  acknowledge: route({
    method: 'POST',
    path: '/api/alarms/:key/acknowledge',
    summary:
      'Says that somebody knows of an alarm: nobody is reminded of it any more. Its end is told as it would be otherwise.',
    scope: 'operate',
    answer: alarm,
    refused: [
      { status: 404, codes: ['UNKNOWN_ALARM'] },
      { status: 409, codes: ['ALARM_IS_OVER'] },
    ],
  }),
};

/** What the relay says of itself at one moment. */
const report = z.strictObject({
  timeZone,
  at: instant,
  /** Whether calls are taken in and work goes on; why not, where it does not. */
  ready: z.boolean(),
  notReady: z.nullable(
    z.strictObject({ code: z.string(), message: z.string(), remedy: z.string(), since: z.nullable(instant) }),
  ),
  /** The relays that work on one Postgres, in the order in which they were started; none where there is one, which has its data in its folder. */
  relays: z.array(
    z.strictObject({
      name: z.string(),
      /** When it was started, or came back. */
      since: instant,
      /** `unready`: by its own word it does not take in calls or go on with its work; `lost`: it is not heard of. */
      standing: z.enum(['ready', 'unready', 'lost']),
      /** Whether it does what is done once for all, such as alarms and notifications. */
      leads: z.boolean(),
    }),
  ),
  arriving: z.strictObject({
    lastCallAt: z.nullable(instant),
    callsToday: z.int(),
    /** Up to a thousand. */
    turnedAwayToday: z.int(),
  }),
  deciding: z.strictObject({
    /** When the oldest call came in that is not decided yet. */
    waitingSince: z.nullable(instant),
    firedToday: z.int(),
  }),
  goingOut: z.array(
    z.strictObject({
      endpointId: z.string(),
      endpointName: z.string(),
      active: z.boolean(),
      sentToday: z.int(),
      /** Actions of workflows whose last attempt was today, and that ended undelivered: not what was delivered since, nor a test. */
      failedToday: z.int(),
      /** Actions of workflows that were due today and count as delivered, though they were answered as if they had failed. */
      doubtfulToday: z.int(),
      failingSince: z.nullable(instant),
      /** What should have been sent by now. */
      waiting: z.int(),
      /** When the first of that was due. */
      waitingSince: z.nullable(instant),
      /** What holds its actions now, or slows them down. */
      halts: z.array(halt),
    }),
  ),
  alarms: z.array(alarm),
  /** What is wrong now and what to do, besides the alarms: a sentence each, with more on the lines behind it. */
  wrong: z.array(z.string()),
});

/** How it goes. */
export const status = {
  get: route({
    method: 'GET',
    path: '/api/status',
    summary: 'Says whether calls arrive, are decided and go out, what is wrong, and what to do.',
    scope: 'read',
    answer: report,
  }),
};
