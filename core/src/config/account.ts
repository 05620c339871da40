import * as z from 'zod/mini';
import { refusal } from './refuse.js';
import { filledText, idText } from './text.js';
import { secretSchema } from './secret.js';
import { tightened } from './tightened.js';
import { timeZoneName } from './time-zone.js';

/** Convoso's own default zone (domain-facts J.8). */
export const DEFAULT_TIME_ZONE = 'America/Los_Angeles';

const BAD_API_BASE = {
  code: 'BAD_API_BASE_URL',
  message:
    'This is not where an API can be called: the account token would go out in the clear, or into a query.',
  remedy: 'Write https:// with host and path, or leave it out for https://api.convoso.com/v1.',
};

function isApiBase(text: string): boolean {
  return /^(?:https:\/\/[^/@?#\s]+|http:\/\/(?:localhost|127\.[\d.]+|\[::1\])(?::\d+)?)(?:\/[^?#\s]*)?$/i.test(
    text,
  );
}

/** Such as a port of 99999: the form is right, and it cannot be called all the same. */
const UNREADABLE_API_BASE = { ...BAD_API_BASE, message: 'This is no address: its host or its port is none.' };

function isReadable(text: string): boolean {
  try {
    return new URL(text).hostname !== '';
  } catch {
    return false;
  }
}

export const accountSchema = z.strictObject({
  id: z._default(idText, 'main'),
  timeZone: z._default(timeZoneName, DEFAULT_TIME_ZONE),
  authToken: z.optional(secretSchema),
  /** Where Convoso's API is, if not at its usual place: https, or http on this machine. */
  apiBaseUrl: z.optional(
    filledText.check(
      z.refine(isApiBase, refusal(BAD_API_BASE)),
      tightened(z.refine((text) => !isApiBase(text) || isReadable(text), refusal(UNREADABLE_API_BASE))),
    ),
  ),
});

export type Account = z.output<typeof accountSchema>;
