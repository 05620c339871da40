import * as z from 'zod/mini';
import { BOUNDS } from '../bounds.js';
import { nullRecord } from '../fields/value.js';
import { parsedUrl } from '../parsed-url.js';
import { recipientsText, senderText, smtpUrlSchema } from './mail-text.js';
import { egressEntryText } from './network-text.js';
import { decimal, whole } from './number.js';
import { refusal, refuse } from './refuse.js';
import { secretSchema } from './secret.js';
import { filledText } from './text.js';
import { trustProxySchema } from './trust-proxy.js';

const MEBIBYTE = 1_048_576;

const jsonScalar = z.union([z.string(), decimal(BOUNDS.numberAsText), z.boolean(), z.null()]);

const intakeSchema = z.strictObject({
  maxBodyBytes: z._default(whole(BOUNDS.maxBodyBytes), MEBIBYTE),
  /** What Convoso is answered, with 200; the delivery's own `id` is added to it. */
  answer: z.prefault(
    z.pipe(
      z.record(z.string(), jsonScalar),
      z.transform((answer) => nullRecord(Object.entries(answer))),
    ),
    { success: true },
  ),
});

const retentionSchema = z.strictObject({
  days: z._default(whole(BOUNDS.retentionDays), 90),
  rows: z._default(whole(BOUNDS.retentionRows), 1_000_000),
  /** How long a lead is remembered that nothing is heard of any more. */
  leadDays: z._default(whole(BOUNDS.retentionDays), 365),
  /** How long it is told who changed what. */
  auditDays: z._default(whole(BOUNDS.retentionDays), 365),
});

/** A time of day from 00:00 to 24:00, which is comparable as text. */
const timeOfDay = z.string().check(z.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/));

const contactHoursSchema = z
  .strictObject({
    start: z._default(timeOfDay, '08:00'),
    end: z._default(timeOfDay, '21:00'),
    stateRules: z._default(z.boolean(), true),
    override: z._default(z.boolean(), false),
  })
  .check(
    z.superRefine(({ start, end }, context) => {
      if (start < end) return;
      const refused = {
        code: 'HOURS_REVERSED',
        message: 'Contact hours must end after they start.',
        remedy: 'Give a start before the end, both as HH:MM of one day.',
      };
      refuse(context, refused, ['end']);
    }),
  );

function isServerAddress(text: string): boolean {
  const url = parsedUrl(text);
  const isWeb = url !== null && ['http:', 'https:'].includes(url.protocol);
  return isWeb && url.username === '' && url.password === '' && url.pathname === '/' && !/[?#]/.test(text);
}

/** Where the relay is reached from outside: `https://calls.example.test`, nothing behind the name and port. */
const publicUrlSchema = z.pipe(
  filledText.check(
    z.refine(
      isServerAddress,
      refusal({
        code: 'BAD_PUBLIC_URL',
        message: 'This is not the address of a server alone.',
        remedy:
          'Write scheme and name, and the port where it is not the usual one: https://calls.example.test',
      }),
    ),
  ),
  z.transform((text) => new URL(text).origin),
);

/**
 * Where browsers may sign in and the console is shown. `local`: under the address that the relay listens on · `public`: under
 * `publicUrl` as well · `off`: nowhere.
 */
export const CONSOLE_REACH = ['local', 'public', 'off'] as const;

/** Every day has this minute, but where the clocks are set forward over it; it is the first one behind them then. */
const digestTime = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));

export const settingsSchema = z.strictObject({
  publicUrl: z.optional(publicUrlSchema),
  egress: z.prefault(z.strictObject({ allow: z._default(z.array(egressEntryText), []) }), {}),
  intake: z.prefault(intakeSchema, {}),
  trustProxy: z._default(trustProxySchema, 0),
  retention: z.prefault(retentionSchema, {}),
  contactHours: z.prefault(contactHoursSchema, {}),
  liveCallExpiresMinutes: z._default(decimal(BOUNDS.liveCallExpiresMinutes), 120),
  inspector: z._default(z.boolean(), false),
  /** Absent: `local`. */
  console: z.optional(z.enum(CONSOLE_REACH)),
  email: z.optional(z.strictObject({ smtpUrl: smtpUrlSchema, from: senderText })),
  notifications: z.prefault(
    z.strictObject({ endpointId: z.optional(filledText), email: z.optional(recipientsText) }),
    {},
  ),
  alarms: z.prefault(
    z.strictObject({
      endpointId: z.optional(filledText),
      email: z.optional(recipientsText),
      /** A time of day by the account's clock. */
      digestAt: z.optional(digestTime),
      heartbeatUrl: z.optional(secretSchema),
      hookSilentHours: z.optional(decimal(BOUNDS.hookSilentHours)),
    }),
    {},
  ),
  signing: z.optional(z.strictObject({ secret: secretSchema })),
  /** Absent: off. */
  breaker: z.optional(
    z.strictObject({
      failures: z._default(whole(BOUNDS.breakerFailures), 20),
      windowMinutes: z._default(decimal(BOUNDS.breakerWindowMinutes), 10),
    }),
  ),
});

export type Settings = z.output<typeof settingsSchema>;
