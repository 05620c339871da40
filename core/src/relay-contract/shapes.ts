import * as z from 'zod/mini';
import { conflict } from './config-conflict.js';

/** An instant in UTC: ISO 8601 with milliseconds and `Z`, the only form in which the API gives one. */
export const instant = z.iso.datetime({ precision: 3 });

/** An instant as people of the account read it, in its zone. */
export const localTime = z.string();

/** An IANA name. */
export const timeZone = z.string();

/** A lead by its id, or by its number where Convoso sends none: `lead:101`, `phone:2135550142`. */
export const leadKey = z.string().check(z.regex(/^(?:lead|phone):/));

/** To be handed in as `after`; null on the last page. */
export const next = z.nullable(z.string());

/** The attempt that ended last, and what it was answered; null where there was none, or it is not kept any more. */
export const lastAttempt = z.nullable(
  z.strictObject({
    /** Its entry in the Connect logs. */
    logId: z.int(),
    at: instant,
    date: localTime,
    number: z.int(),
    /** Null where nothing was answered. */
    status: z.nullable(z.int()),
    reason: z.nullable(z.string()),
  }),
);

/** That it was done. */
export const success = z.literal(true);

/** A problem of the configuration: where, what is wrong, and what to do. */
export const problem = z.strictObject({
  code: z.string(),
  path: z.string(),
  part: z.optional(z.string()),
  value: z.string(),
  message: z.string(),
  remedy: z.string(),
  tightened: z.optional(z.literal(true)),
});

/** What every refusal and failure looks like. */
export const refusal = z.strictObject({
  error: z.strictObject({
    /** Stable, upper snake case; safe to switch on. */
    code: z.string(),
    message: z.string(),
    remedy: z.string(),
    /** The place in the query or the body, as in `actionSets[0].id`; absent where it is about the whole. */
    path: z.optional(z.string()),
    /** Every mistake of a configuration that was refused. */
    problems: z.optional(z.array(problem)),
    conflict: z.optional(conflict),
  }),
});

/** How many there are of each name; a name of which there is none may be left out. */
export function countsOf<const Name extends string>(names: readonly Name[]) {
  return z.partialRecord(z.enum(names), z.int().check(z.nonnegative()));
}
