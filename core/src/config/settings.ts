import * as z from 'zod';
import { BOUNDS } from '../bounds.js';
import { nullRecord } from '../fields/value.js';
import { egressEntryText } from './network-text.js';
import { decimal, whole } from './number.js';
import { refuse } from './refuse.js';
import { secretSchema } from './secret.js';
import { filledText } from './text.js';
import { trustProxySchema } from './trust-proxy.js';

const MEBIBYTE = 1_048_576;

const jsonScalar = z.union([z.string(), decimal(BOUNDS.numberAsText), z.boolean(), z.null()]);

const intakeSchema = z.strictObject({
  maxBodyBytes: whole(BOUNDS.maxBodyBytes).default(MEBIBYTE),
  /** What Convoso is answered, with 200; the delivery's own `id` is added to it. */
  answer: z
    .record(z.string(), jsonScalar)
    .transform((answer) => nullRecord(Object.entries(answer)))
    .prefault({ success: true }),
});

const retentionSchema = z.strictObject({
  days: whole(BOUNDS.retentionDays).default(90),
  rows: whole(BOUNDS.retentionRows).default(1_000_000),
  /** How long a lead is remembered that nothing is heard of any more. */
  leadDays: whole(BOUNDS.retentionDays).default(365),
});

/** A time of day from 00:00 to 24:00, which is comparable as text. */
const timeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);

const contactHoursSchema = z
  .strictObject({
    start: timeOfDay.default('08:00'),
    end: timeOfDay.default('21:00'),
    stateRules: z.boolean().default(true),
    override: z.boolean().default(false),
  })
  .superRefine(({ start, end }, context) => {
    if (start < end) return;
    const refused = {
      code: 'HOURS_REVERSED',
      message: 'Contact hours must end after they start.',
      remedy: 'Give a start before the end, both as HH:MM of one day.',
    };
    refuse(context, refused, ['end']);
  });

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** Where the relay is reached from outside: `https://calls.example.test`, nothing behind the name and port. */
const publicUrlSchema = filledText.transform((text, context): string => {
  const url = parsed(text);
  const isWeb = url !== null && ['http:', 'https:'].includes(url.protocol);
  if (!isWeb || url.username !== '' || url.password !== '' || url.pathname !== '/' || /[?#]/.test(text)) {
    refuse(context, {
      code: 'BAD_PUBLIC_URL',
      message: 'This is not the address of a server alone.',
      remedy: 'Write scheme and name, and the port where it is not the usual one: https://calls.example.test',
    });
    return z.NEVER;
  }
  return url.origin;
});

export const settingsSchema = z.strictObject({
  publicUrl: publicUrlSchema.optional(),
  egress: z.strictObject({ allow: z.array(egressEntryText).default([]) }).prefault({}),
  intake: intakeSchema.prefault({}),
  trustProxy: trustProxySchema.default(0),
  retention: retentionSchema.prefault({}),
  contactHours: contactHoursSchema.prefault({}),
  liveCallExpiresMinutes: decimal(BOUNDS.liveCallExpiresMinutes).default(120),
  inspector: z.boolean().default(false),
  email: z.strictObject({ smtpUrl: secretSchema, from: filledText }).optional(),
  notifications: z
    .strictObject({ endpointId: filledText.optional(), email: filledText.optional() })
    .prefault({}),
  signing: z.strictObject({ secret: secretSchema }).optional(),
  breaker: z
    .strictObject({
      failures: whole(BOUNDS.breakerFailures).default(20),
      windowMinutes: decimal(BOUNDS.breakerWindowMinutes).default(10),
    })
    .prefault({}),
});

export type Settings = z.output<typeof settingsSchema>;
