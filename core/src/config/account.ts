import * as z from 'zod';
import { idText } from './text.js';
import { secretSchema } from './secret.js';
import { timeZoneName } from './time-zone.js';

/** Convoso's own default zone (domain-facts J.8). */
export const DEFAULT_TIME_ZONE = 'America/Los_Angeles';

export const accountSchema = z.strictObject({
  id: idText.default('main'),
  timeZone: timeZoneName.default(DEFAULT_TIME_ZONE),
  authToken: secretSchema.optional(),
});

export type Account = z.output<typeof accountSchema>;
