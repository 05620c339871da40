import * as z from 'zod/mini';
import { BOUNDS } from '../bounds.js';
import type { WorkflowEventType } from '../workflow/event-types.js';
import { CALLBACK_RECIPIENTS, CALL_DIRECTIONS, DISPOSITION_INCLUDES } from '../workflow/event-values.js';
import { conditionSchema } from './conditions.js';
import { whole } from './number.js';
import { optionsOf } from './options.js';
import { refuse } from './refuse.js';
import { filledTextOrNumber, someOf } from './text.js';

const values = someOf(filledTextOrNumber);
const count = whole(BOUNDS.callCount);

/** Inclusive, on the lead's counter after this call (domain-facts J.26). */
const callCount = z
  .strictObject({
    type: z.literal('CALL_COUNT'),
    equals: z.optional(count),
    min: z.optional(count),
    max: z.optional(count),
    direction: z.optional(z.enum(CALL_DIRECTIONS)),
  })
  .check(
    z.superRefine(({ equals, min, max }, context) => {
      const ranged = min !== undefined || max !== undefined;
      const oneForm = (equals !== undefined) !== ranged;
      if (oneForm && (min ?? 0) <= (max ?? Infinity)) return;
      refuse(context, {
        code: 'UNCLEAR_CALL_COUNT',
        message: 'A call count is either equals, or a range of min and max of which min is not the greater.',
        remedy: 'Give equals alone, or min, max or both.',
      });
    }),
  );

const EVENTS = {
  DISPOSITION: z.strictObject({
    type: z.literal('DISPOSITION'),
    values: z.optional(values),
    include: z._default(z.enum(DISPOSITION_INCLUDES), 'all'),
  }),
  CALL_COUNT: callCount,
  CALL_TYPE: z.strictObject({ type: z.literal('CALL_TYPE'), values }),
  CALLBACK: z.strictObject({
    type: z.literal('CALLBACK'),
    recipient: z.optional(z.enum(CALLBACK_RECIPIENTS)),
  }),
  HOPPER_EXPIRED: z.strictObject({ type: z.literal('HOPPER_EXPIRED') }),
  LEAD_ACTION: z.strictObject({ type: z.literal('LEAD_ACTION'), values }),
  LEAD_FIELDS_AND_CALL_DATA: z.strictObject({
    type: z.literal('LEAD_FIELDS_AND_CALL_DATA'),
    conditions: someOf(conditionSchema),
  }),
  LEAD_STATUS: z.strictObject({
    type: z.literal('LEAD_STATUS'),
    from: z.optional(values),
    to: z.optional(values),
  }),
  REDISPOSITION: z.strictObject({ type: z.literal('REDISPOSITION'), values: z.optional(values) }),
  SUBMITTED_BY: z.strictObject({ type: z.literal('SUBMITTED_BY'), values }),
  /** Without values: any but NONE. */
  TERM_REASON: z.strictObject({ type: z.literal('TERM_REASON'), values: z.optional(values) }),
} satisfies Record<WorkflowEventType, z.ZodMiniType>;

export const eventSchema = z.discriminatedUnion('type', optionsOf(EVENTS));

export type WorkflowEvent = z.output<typeof eventSchema>;
