import { createHmac } from 'node:crypto';
import type { EndpointRequest } from '@convoso-connect/core';

const BASE64_SECRET = 'whsec_';

/**
 * Adds the headers of Standard Webhooks, so that a destination can tell that a request is ours, whole and fresh: the
 * action's id, the time of the attempt in seconds, and the HMAC-SHA256 over both and the body (of a GET: its query).
 * The secret is `whsec_` and base64, or any text.
 */
export function signed(
  request: EndpointRequest,
  { secret, id, now }: { secret: string; id: string; now: number },
): EndpointRequest {
  const timestamp = String(Math.floor(now / 1_000));
  const content = request.body ?? new URL(request.url).search.slice(1);
  const signature = createHmac('sha256', keyOf(secret))
    .update(`${id}.${timestamp}.${content}`)
    .digest('base64');
  const headers = [
    { name: 'webhook-id', value: id },
    { name: 'webhook-timestamp', value: timestamp },
    { name: 'webhook-signature', value: `v1,${signature}` },
  ];
  const names = new Set(headers.map(({ name }) => name));
  return {
    ...request,
    headers: [...request.headers.filter(({ name }) => !names.has(name.toLowerCase())), ...headers],
  };
}

function keyOf(secret: string): Buffer {
  if (!secret.startsWith(BASE64_SECRET)) return Buffer.from(secret, 'utf8');
  return Buffer.from(secret.slice(BASE64_SECRET.length), 'base64');
}
