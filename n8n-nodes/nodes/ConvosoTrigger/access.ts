import { createHash, timingSafeEqual } from 'crypto';
import { hookParameter, secretReadings, secretSpellings, type DeliveryHeaders } from '@convoso-connect/core';
import type { HookSettings } from './settings';
import type { Rejection } from './rejection';

/** Null when the address may deliver. The answer names the address, since behind a proxy it is often the wrong one. */
export function refuseAddress(address: string, { allowed, proxyHops }: HookSettings): Rejection | null {
  if (allowed === null || allowed.includes(address)) return null;
  return {
    status: 403,
    code: 'ADDRESS_NOT_ALLOWED',
    message: `Deliveries from ${address || 'an unknown address'} are not allowed.`,
    remedy:
      proxyHops > 0
        ? 'Add the address to the Convoso Trigger, or correct its Reverse Proxies.'
        : "Add the address to the Convoso Trigger. Where it is a proxy's, set Reverse Proxies in its options.",
  };
}

/** Null when the secret is right: in the header X-Connect-Secret, or as `secret` in the query. */
export function refuseSecret(headers: DeliveryHeaders, query: string, secret: string): Rejection | null {
  const header = [headers['x-connect-secret']].flat().filter((text) => text !== undefined);
  const given = [...header.flatMap(secretReadings), ...hookParameter(query, 'secret')];
  const isRight = (text: string): boolean => secretSpellings(secret).some((taken) => isSame(text, taken));
  if (given.some(isRight)) return null;
  const isGiven = given.some((text) => text !== '');
  return {
    status: 401,
    code: isGiven ? 'WRONG_SECRET' : 'MISSING_SECRET',
    message: isGiven ? 'The secret is not the one of this hook.' : 'There is no secret.',
    remedy: 'In Convoso, put "X-Connect-Secret: the secret" into the Authorization Header of the endpoint.',
  };
}

/** In a time that tells nothing about where they differ, nor how long the secret is. */
function isSame(given: string, secret: string): boolean {
  return timingSafeEqual(digest(given), digest(secret));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
