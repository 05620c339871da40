import { createHmac } from 'node:crypto';
import { verifyWebhook } from '@convoso-connect/core/relay-client';

/**
 * The secret by which a relay signs what it posts to one address: the same whenever it is asked for, so that a subscription
 * whose answer was lost can be asked for again. Whoever does not know the key cannot make it.
 *
 * @returns `whsec_` and the base64 of 32 bytes, as Standard Webhooks has it
 */
export function secretFor(key: string, address: string): string {
  return `whsec_${createHmac('sha256', key).update(`zapier hook\n${address}`).digest('base64')}`;
}

/**
 * Sees that what was posted is the relay's, and gives the id that it has at every attempt. How old it is says nothing: Zapier
 * holds what comes while an account is over its limits, and plays it when that is over, days later.
 *
 * @throws {ConnectError} WEBHOOK_NOT_SIGNED, WEBHOOK_SIGNATURE_WRONG
 */
export function idOfSigned(
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  secret: string,
): string {
  const folded = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const header = (name: string) => folded.get(name.toLowerCase());
  return verifyWebhook(
    { header, body },
    {
      secret,
      now: Number(header('webhook-timestamp')) * 1_000,
      hmacSha256: (key, text) =>
        createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64'),
    },
  );
}
