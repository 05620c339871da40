import * as z from 'zod/mini';
import { paging } from './query.js';
import { SEAL_KEY_CODES } from './refusals.js';
import { route } from './route.js';
import { instant, next, problem, success, timeZone } from './shapes.js';

/** What became of a mail. `not-sent`: the mail server has nothing of it · `unknown`: it may have taken it. */
const MAIL_OUTCOMES = ['accepted', 'refused', 'not-sent', 'unknown'] as const;

/** What an operator should know. */
export const notifications = {
  list: route({
    method: 'GET',
    path: '/api/notifications',
    summary:
      'Lists what an operator should know, what happened last in front; one entry for each cause, with a count.',
    scope: 'read',
    query: paging,
    answer: z.strictObject({
      notifications: z.array(
        z.strictObject({
          key: z.string(),
          kind: z.string(),
          message: z.string(),
          count: z.int(),
          firstAt: instant,
          lastAt: instant,
          /** When it was last sent to everybody; null also where an alarm tells of it instead. */
          sentAt: z.nullable(instant),
          sendFailure: z.nullable(z.string()),
          /** When its cause was seen to be over; null while it may go on, and for what is an event and no state. */
          resolvedAt: z.nullable(instant),
        }),
      ),
      next,
    }),
    refused: [{ status: 400, codes: ['UNKNOWN_CURSOR'] }],
  }),
  testMail: route({
    method: 'POST',
    path: '/api/notifications/test-mail',
    summary:
      'Sends one test mail to everybody who is mailed notifications or alarms, and says what the mail server answered.',
    scope: 'operate',
    answer: z.strictObject({
      /** Whether the mail server has taken it for everybody. */
      sent: z.boolean(),
      mails: z.array(
        z.strictObject({
          /** As the configuration names them: one address, or several with commas between them. */
          to: z.string(),
          outcome: z.enum(MAIL_OUTCOMES),
          /** What the mail server answered, or why it was not asked. */
          said: z.string(),
          /** Those of `to` for whom it was not taken, though it was for others. */
          refusedFor: z.array(z.strictObject({ to: z.string(), said: z.string() })),
        }),
      ),
    }),
    refused: [{ status: 409, codes: ['NO_MAIL_SERVER', 'NOBODY_IS_MAILED'] }],
  }),
};

/** What `store:` references of the configuration stand for. Secrets go in and never come out. */
export const secrets = {
  list: route({
    method: 'GET',
    path: '/api/secrets',
    summary: 'Lists the names of the stored secrets, and where each is used.',
    scope: 'read',
    answer: z.strictObject({
      timeZone,
      secrets: z.array(z.strictObject({ name: z.string(), setAt: instant, usedAt: z.array(z.string()) })),
    }),
  }),
  set: route({
    method: 'PUT',
    path: '/api/secrets/:name',
    summary: 'Stores a secret under a name, in the place of the one before.',
    scope: 'config',
    by: 'key',
    body: {
      schema: z.strictObject({ secret: z.string() }),
      limit: 100_000,
      code: 'BAD_SECRET_ORDER',
      remedy: 'Send {"secret": "…"} as application/json.',
      mayBeQuoted: false,
    },
    answer: z.strictObject({
      success,
      name: z.string(),
      usedAt: z.array(z.string()),
      /** Whether the running configuration could take it up. */
      takenUp: z.boolean(),
      /** What there is to know of it where it is used, such as that nothing is sent to an address. */
      warnings: z.array(problem),
    }),
    refused: [
      { status: 400, codes: ['BAD_SECRET_NAME', 'CONFIG_REFUSED', 'EMPTY_SECRET', 'SECRET_TOO_LONG'] },
      { status: 409, codes: ['SECRET_NAME_TAKEN', ...SEAL_KEY_CODES] },
    ],
  }),
  delete: route({
    method: 'DELETE',
    path: '/api/secrets/:name',
    summary: 'Deletes one; one that the configuration refers to only where `evenIfUsed` is true.',
    scope: 'config',
    by: 'key',
    query: { evenIfUsed: z.enum(['true', 'false']) },
    answer: z.strictObject({ success }),
    refused: [
      { status: 404, codes: ['UNKNOWN_SECRET'] },
      { status: 409, codes: ['SECRET_IN_USE'] },
    ],
  }),
};

/** Forgetting a person. */
export const people = {
  forget: route({
    method: 'POST',
    path: '/api/forget',
    summary:
      'Removes a person from every table, and says what was removed; with `dryRun` only what would be.',
    scope: 'write',
    body: {
      schema: z.strictObject({
        phone: z.optional(z.string()),
        lead: z.optional(z.string()),
        dryRun: z.optional(z.boolean()),
        /** `flush`: ends what still waits for the person; without, that is a reason to refuse. */
        pending: z.optional(z.enum(['refuse', 'flush'])),
      }),
      limit: 10_000,
      code: 'BAD_FORGET_ORDER',
      remedy:
        'Name either a phone number or a lead, as text; besides at most dryRun (true or false) and pending ("flush").',
    },
    answer: z.strictObject({
      success,
      removed: z.boolean(),
      leads: z.array(z.string()),
      alsoNamedIn: z.array(z.strictObject({ lead: z.string(), fields: z.array(z.string()) })),
      /** By table. */
      rows: z.record(z.string(), z.int()),
      pending: z.strictObject({ waiting: z.int(), running: z.int(), unprocessed: z.int() }),
      /** Whether the file holds nothing any more of what was removed; null where it was only looked. */
      erased: z.nullable(z.boolean()),
    }),
    refused: [
      { status: 400, codes: ['NOT_A_PHONE_NUMBER'] },
      {
        status: 409,
        codes: ['FORGET_UNDER_WAY', 'STILL_PENDING', 'ATTEMPT_UNDER_WAY', 'DELIVERY_UNPROCESSED'],
      },
    ],
  }),
};
