import * as z from 'zod/mini';
import { nameOfProgram, PROGRAMS } from './program.js';
import { route } from './route.js';
import { success } from './shapes.js';

/** How many sends can be reported at once. */
export const MOST_REPORTED = 100;

/**
 * `delivered`: the destination took it · `retry`: it did not, and it is tried again · `refused`: it arrived and was not
 * taken · `failed`: given up.
 */
export const REPORTED_OUTCOMES = ['delivered', 'retry', 'refused', 'failed'] as const;

/** One request that a program made by itself. What it holds is masked and shortened as the relay's own. */
const send = z.strictObject({
  /** The same id again is the same entry. */
  id: nameOfProgram,
  source: z.enum(PROGRAMS),
  /** Where it went, by the name that the program has for it, as in `HubSpot`. */
  endpoint: nameOfProgram,
  /** When it began, with a zone or `Z`. */
  at: z.iso.datetime({ offset: true }),
  durationMs: z.number().check(z.gte(0), z.lte(86_400_000)),
  method: z.string().check(z.minLength(1), z.maxLength(20)),
  url: z.string().check(z.minLength(1), z.maxLength(8_000)),
  body: z.optional(z.nullable(z.string())),
  /** What was answered; left out or null where nothing was. */
  answer: z.optional(
    z.nullable(
      z.strictObject({
        status: z.int().check(z.gte(100), z.lte(599)),
        headers: z.optional(z.record(z.string(), z.string())),
        body: z.optional(z.string()),
      }),
    ),
  ),
  outcome: z.enum(REPORTED_OUTCOMES),
  /** The value that was read from the answer. */
  result: z.optional(z.unknown()),
  reason: z.optional(z.nullable(z.string().check(z.maxLength(2_000)))),
  /** Which try it was, from 1 on. */
  attempt: z.optional(z.int().check(z.gte(1), z.lte(1_000))),
  /** The call event that it is about; by it the send stands in the trail of what happened. */
  eventId: z.optional(nameOfProgram),
  /** The lead by its id, or by `phone:` and its number. */
  lead: z.optional(nameOfProgram),
  phone: z.optional(z.string().check(z.maxLength(100))),
  /** The rule that it was done by, as in an admission. */
  rule: z.optional(nameOfProgram),
});

/** Sends of n8n, Zapier and other programs in the Connect logs of the relay. */
export const report = route({
  method: 'POST',
  path: '/api/logs',
  summary:
    'Puts what n8n, Zapier or another program has sent by itself into the same logs, trails and alarms. The same id again is the same entry.',
  scope: 'guard',
  changes: false,
  body: {
    schema: z.strictObject({ sends: z.array(send).check(z.minLength(1), z.maxLength(MOST_REPORTED)) }),
    limit: 2_000_000,
    code: 'BAD_REPORT',
    remedy: `Send {"sends": [{"id": "…", "source": "n8n", "endpoint": "HubSpot", "at": "…", "durationMs": 120, "method": "POST", "url": "https://…", "outcome": "delivered"}]} as application/json, with 1 to ${MOST_REPORTED} of them; besides at most body, answer, result, reason, attempt, eventId, lead, phone and rule.`,
    mayBeQuoted: false,
  },
  answer: z.strictObject({
    success,
    entries: z.array(
      z.strictObject({
        id: z.string(),
        /** Its entry in the Connect logs. */
        logId: z.int(),
        /** Whether it was there already. */
        repeated: z.boolean(),
        /** Where people see it: under `settings.publicUrl`, or the address that the relay was asked at. */
        view: z.string(),
      }),
    ),
  }),
  refused: [{ status: 400, codes: ['NOT_A_PHONE_NUMBER', 'SENT_IN_THE_FUTURE'] }],
});
