import * as z from 'zod';
import { BOUNDS } from '../bounds.js';
import type { WorkflowEventType } from '../workflow/event-types.js';
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
    equals: count.optional(),
    min: count.optional(),
    max: count.optional(),
    direction: z.enum(['outbound', 'inbound']).optional(),
  })
  .superRefine(({ equals, min, max }, context) => {
    const ranged = min !== undefined || max !== undefined;
    const oneForm = (equals !== undefined) !== ranged;
    if (oneForm && (min ?? 0) <= (max ?? Infinity)) return;
    refuse(context, {
      code: 'UNCLEAR_CALL_COUNT',
      message: 'A call count is either equals, or a range of min and max of which min is not the greater.',
      remedy: 'Give equals alone, or min, max or both.',
    });
  });

const EVENTS = {
  DISPOSITION: z.strictObject({
    type: z.literal('DISPOSITION'),
    values: values.optional(),
    include: z.enum(['all', 'first']).default('all'),
  }),
  CALL_COUNT: callCount,
  CALL_TYPE: z.strictObject({ type: z.literal('CALL_TYPE'), values }),
  CALLBACK: z.strictObject({
    type: z.literal('CALLBACK'),
    recipient: z.enum(['system', 'personal']).optional(),
  }),
  HOPPER_EXPIRED: z.strictObject({ type: z.literal('HOPPER_EXPIRED') }),
  LEAD_ACTION: z.strictObject({ type: z.literal('LEAD_ACTION'), values }),
  LEAD_FIELDS_AND_CALL_DATA: z.strictObject({
    type: z.literal('LEAD_FIELDS_AND_CALL_DATA'),
    conditions: someOf(conditionSchema),
  }),
  LEAD_STATUS: z.strictObject({
    type: z.literal('LEAD_STATUS'),
    from: values.optional(),
    to: values.optional(),
  }),
  REDISPOSITION: z.strictObject({ type: z.literal('REDISPOSITION'), values: values.optional() }),
  SUBMITTED_BY: z.strictObject({ type: z.literal('SUBMITTED_BY'), values }),
  /** Without values: any but NONE. */
  TERM_REASON: z.strictObject({ type: z.literal('TERM_REASON'), values: values.optional() }),
} satisfies Record<WorkflowEventType, z.ZodType>;

export const eventSchema = z.discriminatedUnion('type', optionsOf(EVENTS));

export type WorkflowEvent = z.output<typeof eventSchema>;
