import * as z from 'zod/mini';
import { readAmount } from '../actions/amount.js';
import { BOUNDS } from '../bounds.js';
import type { WorkflowActionType } from '../workflow/action-types.js';
import { templateRecipientsText } from './mail-text.js';
import { decimal, whole } from './number.js';
import { optionsOf } from './options.js';
import { refuse } from './refuse.js';
import { scheduleSchema } from './schedule.js';
import {
  convosoId,
  filledText,
  filledTextOrNumber,
  idText,
  statusText,
  textOrNumber,
  writtenFieldText,
} from './text.js';

const every = {
  id: idText,
  active: z._default(z.boolean(), true),
  skipIfLiveCall: z._default(z.boolean(), false),
  /** Replaces the schedule of the action's set. */
  schedule: z.optional(scheduleSchema),
};

const seconds = whole(BOUNDS.callbackAfterSeconds);

const callback = z
  .strictObject({
    ...every,
    type: z.literal('CALLBACK'),
    afterSeconds: seconds,
    recipient: z._default(z.enum(['system', 'personal']), 'system'),
    /** Absent on a personal callback: the agent of the call. */
    userId: z.optional(convosoId),
    comments: z.optional(z.string()),
  })
  .check(
    z.superRefine(({ recipient, userId }, context) => {
      if (recipient === 'personal' || userId === undefined) return;
      const refused = {
        code: 'USER_WITHOUT_PERSONAL_CALLBACK',
        message: 'A system callback belongs to no agent.',
        remedy: 'Set recipient to personal, or remove userId.',
      };
      refuse(context, refused, ['userId']);
    }),
  );

const callbackUpdate = { ...every, type: z.literal('CALLBACK_UPDATE') };
const fieldUpdate = { ...every, type: z.literal('FIELD'), field: writtenFieldText };

const calculation = z
  .strictObject({
    ...fieldUpdate,
    operation: z.enum(['add', 'subtract', 'multiply', 'divide']),
    value: z.optional(filledTextOrNumber),
    fromField: z.optional(filledText),
  })
  .check(
    z.superRefine(({ value, fromField, operation }, context) => {
      if ((value === undefined) === (fromField === undefined)) {
        refuse(context, {
          code: 'UNCLEAR_OPERAND',
          message: 'A calculation needs exactly one operand.',
          remedy: 'Give either value or fromField.',
        });
        return;
      }
      const amount = value === undefined ? null : readAmount(value);
      if (value === undefined || (amount !== null && !(operation === 'divide' && amount.eq(0)))) return;
      const refused = {
        code: 'BAD_OPERAND',
        message: amount === null ? 'This is no number to calculate with.' : 'Nothing can be divided by zero.',
        remedy: 'Write a number such as 5, -2.5 or $1,250.00.',
      };
      refuse(context, refused, ['value']);
    }),
  );

const ACTIONS = {
  INTEGRATION: z.strictObject({ ...every, type: z.literal('INTEGRATION'), endpointId: filledText }),
  /** Without `to` the lead's own address is used. */
  EMAIL: z.strictObject({
    ...every,
    type: z.literal('EMAIL'),
    to: z.optional(templateRecipientsText),
    subject: filledText,
    body: z.string(),
  }),
  MOVE: z.strictObject({ ...every, type: z.literal('MOVE'), listId: convosoId }),
  STATUS: z.strictObject({ ...every, type: z.literal('STATUS'), status: statusText }),
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
    priority: z._default(whole(BOUNDS.hopperPriority), 99),
    expiresInMinutes: z.optional(whole(BOUNDS.hopperExpiresInMinutes)),
  }),
  /** Campaign 0 stands for everywhere. */
  DNC: z.strictObject({
    ...every,
    type: z.literal('DNC'),
    numbers: z.enum(['primary', 'all']),
    campaignId: z._default(convosoId, '0'),
  }),
  REVENUE: z.strictObject({ ...every, type: z.literal('REVENUE'), amount: decimal(BOUNDS.revenueAmount) }),
} satisfies Record<WorkflowActionType, z.ZodMiniType>;

export const actionSchema = z.discriminatedUnion('type', optionsOf(ACTIONS));

export const actionSetSchema = z.strictObject({
  id: idText,
  name: z.optional(z.string()),
  schedule: z.optional(scheduleSchema),
  actions: z._default(z.array(actionSchema), []),
});

export type Action = z.output<typeof actionSchema>;
export type ActionSet = z.output<typeof actionSetSchema>;
