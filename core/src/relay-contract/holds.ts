import * as z from 'zod/mini';
import { scheduleSchema, windowSchema } from '../config/schedule.js';
import { statusText } from '../config/text.js';
import { timeZoneChoice } from '../config/time-zone.js';
import { stopIfSchema } from '../config/workflow-rules.js';
import { OCCURRENCE_KINDS } from '../occurrence/kinds.js';
import { CONTACT_ACTIONS } from '../workflow/action-types.js';
import { eventOfProgram, nameOfProgram } from './program.js';
import { lead, paging, span, text } from './query.js';
import { SEAL_KEY_CODES } from './refusals.js';
import { route, type AnswerOf, type BodyOf, type Immutable } from './route.js';
import { instant, leadKey, localTime, next, success, timeZone } from './shapes.js';

/**
 * `held`: its time has not come · `resuming`: its time has come, and the URL is being called · `resumed`: the URL took it ·
 * `stopped`: a stop condition ended it, or its time became one that never comes · `flushed`: somebody ended it ·
 * `not-resumed`: the URL is gone (404, 410), refused it, or answered nothing until the time for giving up.
 */
export const HOLD_STATES = ['held', 'resuming', 'resumed', 'stopped', 'flushed', 'not-resumed'] as const;

/** What whoever is called back is told: its time has come, or it was stopped. */
export const RESUMPTION_OUTCOMES = ['due', 'stopped'] as const;

/** In bytes, as JSON. */
export const MOST_HELD_BYTES = 262_144;

/** How far ahead a hold may be due. */
export const LONGEST_HOLD_DAYS = 366;

/** `whsec_` and the base64 of a key, as Standard Webhooks has it; or a text that does not begin like that. */
const secret = z
  .string()
  .check(
    z.minLength(24),
    z.maxLength(200),
    z.regex(/^(?!whsec_)|^whsec_(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2,3}={0,2})?$/),
  );

/** An instant, and from there on the next opening of a window on the clocks of a zone. */
const atAnInstant = z.strictObject({
  /** With a zone or `Z`; what has passed is due at once. */
  at: z.iso.datetime({ offset: true }),
  holdUntilHours: z._default(windowSchema, '24hr'),
  /** Absent: the lead's zone where the lead is contacted, else the account's. */
  timeZone: z.optional(timeZoneChoice),
});

const stopOn = z.strictObject({
  /** An event of the lead of one of these kinds that comes after the hold was made. */
  kinds: z.optional(z.array(z.enum(OCCURRENCE_KINDS)).check(z.maxLength(OCCURRENCE_KINDS.length))),
  /** The lead has one of these statuses that it did not have when the hold was made. */
  statuses: z.optional(z.array(statusText).check(z.maxLength(200))),
  /** The lead has a status that says Do Not Call. Default: true where the lead is contacted, else false. */
  dnc: z.optional(z.boolean()),
});

export const holdParts = {
  /** Given by the relay; the Idempotency-Key and `webhook-id` of every call of the URL are made of it. */
  id: z.string(),
  /** As whoever made it called it. */
  givenId: z.nullable(z.string()),
  /** The name of the key by which it was made. */
  by: z.string(),
  state: z.enum(HOLD_STATES),
  /** Stable, upper snake case: why it waits, or how it ended. */
  code: z.string(),
  reason: z.string(),
  leadKey: z.nullable(leadKey),
  eventId: z.nullable(z.string()),
  /** The URL that is called, without its path: the path lets in whoever knows it. Null: told to subscriptions. */
  resumesAt: z.nullable(z.string()),
  madeAt: instant,
  dueAt: instant,
  due: localTime,
  attempts: z.int(),
  /** Null where none is to come. */
  nextAttemptAt: z.nullable(instant),
  /** When the call of its URL was answered that ended it; null where it has not ended, or no call has ended it. */
  endedAt: z.nullable(instant),
};

/** What is posted when a hold ends by its time or, where it was asked for, by a stop condition. */
export const resumption = z.strictObject({
  type: z.literal('hold.due'),
  holdId: z.string(),
  givenId: z.nullable(z.string()),
  outcome: z.enum(RESUMPTION_OUTCOMES),
  code: z.string(),
  reason: z.string(),
  leadKey: z.nullable(leadKey),
  eventId: z.nullable(z.string()),
  /** As it was given; null where none was. */
  rule: z.nullable(z.string()),
  madeAt: instant,
  dueAt: instant,
  resumedAt: instant,
  /** As it was given. */
  payload: z.unknown(),
});

const unknownHold = { status: 404, codes: ['UNKNOWN_HOLD'] } as const;
const notHeld = [unknownHold, { status: 409, codes: ['NOT_HELD'] }] as const;
const badFilter = {
  status: 400,
  codes: ['NOT_A_DATE', 'SPAN_BACKWARDS', 'NOT_A_PHONE_NUMBER', 'UNKNOWN_CURSOR'],
} as const;

const choice = { lead, givenId: text };

/** What is kept for a program until a time, and then handed back. A key has its own; all are for one that may read. */
export const holds = {
  create: route({
    method: 'POST',
    path: '/api/holds',
    summary:
      'Keeps a payload until a time, reviews it then, and hands it to a URL, signed. The same id again is the same hold.',
    scope: 'guard',
    changes: false,
    body: {
      schema: z.strictObject({
        /** Makes asking again safe: the same id with the same content gives the hold that there is. */
        id: z.optional(nameOfProgram),
        /** Any JSON, handed back as it is. */
        payload: z.unknown(),
        until: z.union([atAnInstant, scheduleSchema]),
        /** What triggered it: schedules count from it, and stop conditions go by its lead. */
        event: z.optional(eventOfProgram),
        /** Where no event is given: the lead by its id, or by `phone:` and its number. */
        lead: z.optional(nameOfProgram),
        /** The rule that it is done by, as in an admission; subscriptions to due holds may ask for it. */
        rule: z.optional(nameOfProgram),
        /** How the lead is contacted then, so that the hours for it count; absent where it is not. */
        contact: z.optional(z.enum(CONTACT_ACTIONS)),
        stopIf: z._default(stopIfSchema, { type: 'never' }),
        stopOn: z.optional(stopOn),
        skipIfLiveCall: z.optional(z.boolean()),
        /** Whether the URL is also told that it was stopped. */
        whenStopped: z._default(z.enum(['end', 'tell']), 'end'),
        /** Absent: subscriptions of the same key to due holds are told. */
        resumeUrl: z.optional(z.string().check(z.minLength(1), z.maxLength(4_000))),
        /** Signs what is posted; `whsec_` and base64, or a text. Absent: the relay makes one. */
        secret: z.optional(secret),
      }),
      limit: 1_000_000,
      code: 'BAD_HOLD',
      remedy:
        'Send {"payload": …, "until": {"at": "2026-11-20T17:00:00Z"}, "resumeUrl": "https://…"} as application/json; until is an instant, or a schedule as in {"minutes": 30, "holdUntilHours": "9-9", "timeZone": "lead"}. Besides at most id, event, lead, contact, stopIf, stopOn, skipIfLiveCall, whenStopped, rule and secret (24 to 200 letters; behind whsec_ it is base64).',
      mayBeQuoted: false,
    },
    answer: z.strictObject({
      success,
      /** Whether it was there already. */
      repeated: z.boolean(),
      /** What is posted is signed with this; told here alone. Null where subscriptions are told, which have their own. */
      secret: z.nullable(z.string()),
      hold: z.strictObject(holdParts),
    }),
    refused: [
      {
        status: 400,
        codes: [
          'DUE_TOO_FAR',
          'EVENT_IN_THE_FUTURE',
          'HOLD_WITHOUT_LEAD',
          'NEVER_DUE',
          'NOT_A_PHONE_NUMBER',
          'PAYLOAD_TOO_LARGE',
          'RESUME_URL_REFUSED',
        ],
      },
      { status: 409, codes: ['HOLD_ID_TAKEN', ...SEAL_KEY_CODES] },
    ],
  }),
  list: route({
    method: 'GET',
    path: '/api/holds',
    summary: 'Lists holds, what was made last in front.',
    scope: 'guard',
    query: { ...choice, state: z.enum(HOLD_STATES), ...span, ...paging },
    answer: z.strictObject({ timeZone, holds: z.array(z.strictObject(holdParts)), next }),
    refused: [badFilter],
  }),
  get: route({
    method: 'GET',
    path: '/api/holds/:id',
    summary:
      'Tells everything about one hold: what it keeps, what it waits for, and how its calls were answered.',
    scope: 'guard',
    answer: z.strictObject({
      ...holdParts,
      timeZone,
      payload: z.unknown(),
      checks: z.array(
        z.strictObject({
          check: z.string(),
          verdict: z.enum(['yes', 'no', 'unknown']),
          code: z.string(),
          reason: z.string(),
        }),
      ),
      calls: z.array(
        z.strictObject({
          logId: z.int(),
          at: instant,
          number: z.int(),
          status: z.nullable(z.int()),
          outcome: z.string(),
          reason: z.nullable(z.string()),
        }),
      ),
    }),
    refused: [unknownHold],
  }),
  flushMany: route({
    method: 'POST',
    path: '/api/holds/flush',
    summary: 'Ends all that are meant without handing them back. At least one filter must be named.',
    scope: 'guard',
    query: choice,
    answer: z.strictObject({ success, flushed: z.int() }),
    refused: [{ status: 400, codes: ['NOTHING_CHOSEN', 'NOT_A_PHONE_NUMBER'] }],
  }),
  flush: route({
    method: 'POST',
    path: '/api/holds/:id/flush',
    summary: 'Ends one without handing it back.',
    scope: 'guard',
    answer: z.strictObject({ success, id: z.string() }),
    refused: notHeld,
  }),
  run: route({
    method: 'POST',
    path: '/api/holds/:id/run',
    summary:
      'Hands one back now, whatever its time. Stop conditions and hours that the law sets still count.',
    scope: 'guard',
    answer: z.strictObject({ success, id: z.string() }),
    refused: notHeld,
  }),
};

/** What is asked to be held. */
export type HoldOrder = BodyOf<typeof holds.create>;

/** A hold as lists show it. */
export type HoldView = AnswerOf<typeof holds.list>['holds'][number];

/** What is posted to the URL of a hold. */
export type Resumption = Immutable<z.output<typeof resumption>>;
