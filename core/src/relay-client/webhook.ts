import { ConnectError } from '../errors.js';
import { isoText } from '../time/instant.js';

/** A request as it came. `body` is the exact text, before anything has read it as JSON. */
export interface WebhookRequest {
  /** By any case of the name. */
  readonly header: (name: string) => string | null | undefined;
  readonly body: string;
}

export interface WebhookKey {
  /** As the relay told it: `whsec_` and base64. */
  readonly secret: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /**
   * HMAC-SHA256 of a text under a key in base64, as base64. In Node:
   *
   * ```js
   * (key, text) => createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64')
   * ```
   */
  readonly hmacSha256: (keyBase64: string, text: string) => string;
}

/** A request that is signed earlier or later than this is refused, so that one who has seen it cannot send it again later. */
const TOLERANCE_MS = 5 * 60_000;

const PREFIX = 'whsec_';

/**
 * Makes sure that a request is of the relay, whole and fresh (Standard Webhooks 1.0.0): gives its `webhook-id`, which is the same at every
 * attempt. What came with one that was handled already is to be answered 200 and passed over.
 *
 * @throws {ConnectError} WEBHOOK_NOT_SIGNED, WEBHOOK_SECRET_UNREADABLE, WEBHOOK_SIGNATURE_WRONG, WEBHOOK_TOO_OLD
 *
 * @example
 * ```ts
 * const id = verifyWebhook({ header: (name) => headers[name], body }, { secret, now: Date.now(), hmacSha256 });
 * ```
 */
export function verifyWebhook(
  { header, body }: WebhookRequest,
  { secret, now, hmacSha256 }: WebhookKey,
): string {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(
    (name) => header(name)?.trim() ?? '',
  ) as [string, string, string];
  if (id === '' || !/^\d{1,15}$/.test(timestamp) || signatures === '') throw notSigned();
  if (!secret.startsWith(PREFIX) || secret.length === PREFIX.length) throw secretUnreadable();
  const expected = hmacSha256(secret.slice(PREFIX.length), `${id}.${timestamp}.${body}`);
  // All of them are looked at: while a secret is changed there is one for each.
  const fits = signatures
    .split(' ')
    .map((each) => each.startsWith('v1,') && isSameText(each.slice('v1,'.length), expected));
  if (!fits.includes(true)) throw signatureWrong();
  if (Math.abs(now - Number(timestamp) * 1_000) > TOLERANCE_MS) throw tooOld(Number(timestamp) * 1_000, now);
  return id;
}

/** Compares in a time that does not depend on where two texts differ. */
function isSameText(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let index = 0; index < one.length; index += 1)
    difference |= one.charCodeAt(index) ^ other.charCodeAt(index);
  return difference === 0;
}

function notSigned(): ConnectError {
  return new ConnectError(
    'WEBHOOK_NOT_SIGNED',
    'the request has no webhook-id, webhook-timestamp and webhook-signature, so that it is not of the relay',
    'Take only what the relay sends; a proxy in between must pass these headers on.',
  );
}

function secretUnreadable(): ConnectError {
  return new ConnectError(
    'WEBHOOK_SECRET_UNREADABLE',
    'the signing secret is not whsec_ and base64',
    'Use it as the relay told it when it was subscribed; where it is lost, subscribe anew with a secret of your own.',
  );
}

function signatureWrong(): ConnectError {
  return new ConnectError(
    'WEBHOOK_SIGNATURE_WRONG',
    'the request is signed with another secret, or was changed on the way',
    'Subscribe anew where the secret was lost; a proxy in between must leave the body as it is, byte by byte.',
  );
}

function tooOld(signedAt: number, now: number): ConnectError {
  return new ConnectError(
    'WEBHOOK_TOO_OLD',
    `the request was signed at ${isoText(signedAt)}, and this clock says ${isoText(now)}`,
    'Set the clocks of both machines; the relay signs each attempt anew.',
  );
}
