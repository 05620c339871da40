import * as z from 'zod/mini';
import { BOUNDS } from '../bounds.js';
import { conditionSchema } from '../config/conditions.js';
import { eventSchema } from '../config/events.js';
import { filledTextOrNumber, someOf } from '../config/text.js';
import { isTimeZone } from '../time/time-zone-name.js';
import { RELATION_TYPES } from '../workflow/relation-types.js';
import { SCHEDULE_WINDOWS, type ScheduleWindow } from '../workflow/windows.js';
import { eventOfProgram, nameOfProgram } from './program.js';
import { route } from './route.js';
import { instant } from './shapes.js';

const hours = z.strictObject({
  window: z.enum(Object.keys(SCHEDULE_WINDOWS) as ScheduleWindow[]),
  /** Whose clock counts: `account`, `lead` or the name of a zone. */
  timeZone: z._default(
    z
      .string()
      .check(
        z.refine(
          (zone) => zone === 'account' || zone === 'lead' || isTimeZone(zone),
          'This is neither account nor lead nor the name of a time zone.',
        ),
      ),
    'account',
  ),
});

/** The limits of a rule that stands in no configuration of the relay. What is left out is as for a workflow. */
const limits = z.strictObject({
  /** Where it applies. Left out: everywhere. */
  relation: z.optional(z.strictObject({ type: z.enum(RELATION_TYPES), ids: someOf(filledTextOrNumber) })),
  /** What it is about, all of which must have happened. Left out: every event. */
  events: z.optional(someOf(eventSchema)),
  /** Admissions for a lead in a rolling three minutes; never more than nine. */
  rateLimit: z.optional(z.int().check(z.gte(BOUNDS.rateLimit.min), z.lte(BOUNDS.rateLimit.max))),
  /** `lead`: counted together with all of the lead's rules and workflows that say so. */
  rateLimitScope: z.optional(z.enum(['workflow', 'lead'])),
  ignoreOutsideHours: z.optional(hours),
  /** Percent of leads. */
  performActionOn: z.optional(
    z.number().check(z.gte(BOUNDS.performActionOn.min), z.lte(BOUNDS.performActionOn.max)),
  ),
  skipIfLiveCall: z.optional(z.boolean()),
  stopIf: z.optional(
    z.union([
      z.enum(['never', 'reachedStatus', 'finalStatus']),
      z.strictObject({ type: z.literal('leadFilter'), conditions: someOf(conditionSchema) }),
    ]),
  ),
});

/**
 * What an admission can come to. `fired`: go on · `suppressed`: a guard of the trigger held it back · `held`: outside the
 * hours of the action · `skipped`, `cancelled`: a guard of the action · the others: the rule is not about this event, is
 * switched off, or could not be decided.
 */
export const ADMISSION_OUTCOMES = [
  'fired',
  'suppressed',
  'held',
  'skipped',
  'cancelled',
  'not-matched',
  'inactive',
  'failed',
] as const;

/** What was answered. */
export const admissionParts = {
  admitted: z.boolean(),
  rule: z.string(),
  step: z.string(),
  eventId: z.string(),
  outcome: z.enum(ADMISSION_OUTCOMES),
  /** Stable, upper snake case; `ADMITTED` where it may act. */
  code: z.string(),
  reason: z.string(),
  /** From when on another event would pass this guard; null where it passed, or where no time brings that about. */
  clearsAt: z.nullable(instant),
  /** When this was decided. */
  decidedAt: instant,
  checks: z.array(
    z.strictObject({
      check: z.string(),
      verdict: z.enum(['yes', 'no', 'unknown']),
      code: z.string(),
      reason: z.string(),
    }),
  ),
};

/** Exact guards for whoever acts on calls elsewhere. */
export const guard = {
  admit: route({
    method: 'POST',
    path: '/api/guard/admit',
    summary:
      'Asks whether a step of a rule may act on an event, and counts it if so. The same question is answered the same for 7 days.',
    scope: 'guard',
    changes: false,
    body: {
      schema: z.strictObject({
        /** A workflow of the relay by its id, or any other name together with `limits`. */
        rule: nameOfProgram,
        /** Which of the things that follow from the event is asked about; each is asked about once. */
        step: nameOfProgram,
        event: eventOfProgram,
        limits: z.optional(limits),
        /** Decides and keeps nothing. */
        dryRun: z.optional(z.boolean()),
      }),
      limit: 1_000_000,
      code: 'BAD_ADMISSION',
      remedy:
        'Send {"rule": "…", "step": "…", "event": {…}} as application/json, with a call event that has id, received_at, kinds and at least one of lead, call, extra and custom; besides at most limits and dryRun.',
    },
    answer: z.strictObject(admissionParts),
    refused: [
      { status: 400, codes: ['EVENT_IN_THE_FUTURE'] },
      { status: 404, codes: ['UNKNOWN_RULE'] },
      { status: 409, codes: ['EVENT_ID_TAKEN', 'RULE_HAS_LIMITS', 'TOO_OLD_TO_TELL'] },
    ],
  }),
};
