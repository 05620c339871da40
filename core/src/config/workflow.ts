import * as z from 'zod';
import { BOUNDS } from '../bounds.js';
import { actionSetSchema } from './actions.js';
import { conditionSchema } from './conditions.js';
import { eventSchema } from './events.js';
import { decimal, whole } from './number.js';
import { refuse } from './refuse.js';
import { windowSchema } from './schedule.js';
import { filledTextOrNumber, idText, someOf } from './text.js';
import { timeZoneChoice } from './time-zone.js';

const RELATIONS = ['campaign', 'list', 'queue', 'inboundNumber', 'emailTemplate'] as const;

/** The scope. Where ids are named and `all` is not, the ids count; `all` ignores them (domain-facts J.28). */
const relationSchema = z
  .strictObject({
    type: z.enum(RELATIONS).default('campaign'),
    ids: z.array(filledTextOrNumber).default([]),
    all: z.boolean().optional(),
  })
  .superRefine((relation, context) => {
    if (relation.all !== false || relation.ids.length > 0) return;
    const refused = {
      code: 'RELATION_WITHOUT_IDS',
      message: 'A scope that is not all and names no id applies to nothing.',
      remedy: 'Name the ids, or set all to true.',
    };
    refuse(context, refused, ['ids']);
  })
  .transform(({ type, ids, all }) => ({ type, ids, all: all ?? ids.length === 0 }));

const stopIfSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('never') }),
  z.strictObject({ type: z.literal('reachedStatus') }),
  z.strictObject({ type: z.literal('finalStatus') }),
  z.strictObject({ type: z.literal('leadFilter'), conditions: someOf(conditionSchema) }),
]);

export const workflowSchema = z.strictObject({
  id: idText,
  name: z.string().optional(),
  active: z.boolean().default(true),
  relation: relationSchema.prefault({}),
  /** All must match on the same occurrence; a workflow without any is refused with the references (J.10). */
  events: z.array(eventSchema).default([]),
  stopIf: stopIfSchema.default({ type: 'never' }),
  skipIfPending: z.boolean().default(false),
  ignoreOutsideHours: z
    .strictObject({ window: windowSchema, timeZone: timeZoneChoice.default('account') })
    .optional(),
  /** Percent of leads. */
  performActionOn: decimal(BOUNDS.performActionOn).default(100),
  rateLimitScope: z.enum(['workflow', 'lead']).default('workflow'),
  /** Triggers per lead in a rolling three minutes; never more than Convoso's nine. */
  rateLimit: whole(BOUNDS.rateLimit).default(9),
  actionSets: z.array(actionSetSchema).default([]),
});
