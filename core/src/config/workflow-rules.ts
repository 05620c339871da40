import * as z from 'zod/mini';
import { BOUNDS } from '../bounds.js';
import { RELATION_TYPES } from '../workflow/relation-types.js';
import { conditionSchema } from './conditions.js';
import { eventSchema } from './events.js';
import { decimal, whole } from './number.js';
import { refuse } from './refuse.js';
import { windowSchema } from './schedule.js';
import { filledTextOrNumber, idText, someOf } from './text.js';
import { timeZoneChoice } from './time-zone.js';

/** The scope. Where ids are named and `all` is not, the ids count; `all` ignores them (domain-facts J.28). */
const relationSchema = z.pipe(
  z
    .strictObject({
      type: z._default(z.enum(RELATION_TYPES), 'campaign'),
      ids: z._default(z.array(filledTextOrNumber), []),
      all: z.optional(z.boolean()),
    })
    .check(
      z.superRefine((relation, context) => {
        if (relation.all !== false || relation.ids.length > 0) return;
        const refused = {
          code: 'RELATION_WITHOUT_IDS',
          message: 'A scope that is not all and names no id applies to nothing.',
          remedy: 'Name the ids, or set all to true.',
        };
        refuse(context, refused, ['ids']);
      }),
    ),
  z.transform(({ type, ids, all }) => ({ type, ids, all: all ?? ids.length === 0 })),
);

/** What ends what is pending for a lead (domain-facts J.15). */
export const stopIfSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('never') }),
  z.strictObject({ type: z.literal('reachedStatus') }),
  z.strictObject({ type: z.literal('finalStatus') }),
  z.strictObject({ type: z.literal('leadFilter'), conditions: someOf(conditionSchema) }),
]);

/** All of a workflow but its actions. */
export const workflowRules = {
  id: idText,
  name: z.optional(z.string()),
  active: z._default(z.boolean(), true),
  relation: z.prefault(relationSchema, {}),
  /** All must match on the same occurrence; a workflow without any is refused with the references (J.10). */
  events: z._default(z.array(eventSchema), []),
  stopIf: z._default(stopIfSchema, { type: 'never' }),
  skipIfPending: z._default(z.boolean(), false),
  ignoreOutsideHours: z.optional(
    z.strictObject({ window: windowSchema, timeZone: z._default(timeZoneChoice, 'account') }),
  ),
  /** Percent of leads. */
  performActionOn: z._default(decimal(BOUNDS.performActionOn), 100),
  rateLimitScope: z._default(z.enum(['workflow', 'lead']), 'workflow'),
  /** Triggers per lead in a rolling three minutes; never more than Convoso's nine. */
  rateLimit: z._default(whole(BOUNDS.rateLimit), 9),
};
