import * as z from 'zod';
import type { WorkflowActionType } from '../workflow/action-types.js';
import { optionsOf } from './options.js';
import { refuse } from './refuse.js';
import { scheduleSchema } from './schedule.js';
import { filledText, filledTextOrNumber, idText, textOrNumber } from './text.js';

const every = {
  id: idText,
  active: z.boolean().default(true),
  skipIfLiveCall: z.boolean().default(false),
  /** Replaces the schedule of the action's set. */
  schedule: scheduleSchema.optional(),
};

const seconds = z.int().min(0);

const callback = z
  .strictObject({
    ...every,
    type: z.literal('CALLBACK'),
    afterSeconds: seconds,
    recipient: z.enum(['system', 'personal']).default('system'),
    /** Absent on a personal callback: the agent of the call. */
    userId: filledTextOrNumber.optional(),
    comments: z.string().optional(),
  })
  .superRefine(({ recipient, userId }, context) => {
    if (recipient === 'personal' || userId === undefined) return;
    const refused = {
      code: 'USER_WITHOUT_PERSONAL_CALLBACK',
      message: 'A system callback belongs to no agent.',
      remedy: 'Set recipient to personal, or remove userId.',
    };
    refuse(context, refused, ['userId']);
  });

const callbackUpdate = { ...every, type: z.literal('CALLBACK_UPDATE') };
const fieldUpdate = { ...every, type: z.literal('FIELD'), field: filledText };

const calculation = z
  .strictObject({
    ...fieldUpdate,
    operation: z.enum(['add', 'subtract', 'multiply', 'divide']),
    value: filledTextOrNumber.optional(),
    fromField: filledText.optional(),
  })
  .superRefine(({ value, fromField }, context) => {
    if ((value === undefined) !== (fromField === undefined)) return;
    refuse(context, {
      code: 'UNCLEAR_OPERAND',
      message: 'A calculation needs exactly one operand.',
      remedy: 'Give either value or fromField.',
    });
  });

const ACTIONS = {
  INTEGRATION: z.strictObject({ ...every, type: z.literal('INTEGRATION'), endpointId: filledText }),
  /** Without `to` the lead's own address is used. */
  EMAIL: z.strictObject({
    ...every,
    type: z.literal('EMAIL'),
    to: filledText.optional(),
    subject: filledText,
    body: z.string(),
  }),
  MOVE: z.strictObject({ ...every, type: z.literal('MOVE'), listId: filledTextOrNumber }),
  STATUS: z.strictObject({ ...every, type: z.literal('STATUS'), status: filledText }),
  SMS: z.strictObject({ ...every, type: z.literal('SMS'), message: filledText, endpointId: filledText }),
  VB: z.strictObject({
    ...every,
    type: z.literal('VB'),
    broadcastId: filledTextOrNumber,
    endpointId: filledText,
  }),
  FIELD: z.discriminatedUnion('operation', [
    z.strictObject({ ...fieldUpdate, operation: z.literal('set'), value: textOrNumber }),
    z.strictObject({ ...fieldUpdate, operation: z.literal('copy'), fromField: filledText }),
    calculation,
    z.strictObject({ ...fieldUpdate, operation: z.literal('timestamp') }),
  ]),
  CALLBACK: callback,
  CALLBACK_UPDATE: z.discriminatedUnion('operation', [
    z.strictObject({ ...callbackUpdate, operation: z.literal('modify'), afterSeconds: seconds }),
    z.strictObject({ ...callbackUpdate, operation: z.literal('remove') }),
  ]),
  /** Priority 99 is the top; the expiry is in minutes (domain-facts J.17, J.18). */
  HOPPER: z.strictObject({
    ...every,
    type: z.literal('HOPPER'),
    priority: z.int().min(0).max(99).default(99),
    expiresInMinutes: z.int().min(1).max(300).optional(),
  }),
  /** Campaign 0 stands for everywhere. */
  DNC: z.strictObject({
    ...every,
    type: z.literal('DNC'),
    numbers: z.enum(['primary', 'all']),
    campaignId: filledTextOrNumber.default('0'),
  }),
  REVENUE: z.strictObject({ ...every, type: z.literal('REVENUE'), amount: z.number() }),
} satisfies Record<WorkflowActionType, z.ZodType>;

export const actionSchema = z.discriminatedUnion('type', optionsOf(ACTIONS));

export const actionSetSchema = z.strictObject({
  id: idText,
  name: z.string().optional(),
  schedule: scheduleSchema.optional(),
  actions: z.array(actionSchema).default([]),
});

export type Action = z.output<typeof actionSchema>;
export type ActionSet = z.output<typeof actionSetSchema>;
