import type { DeliveryHeaders } from '@convoso-connect/core';

/** The part of a request that tells where it comes from. */
export interface Caller {
  readonly headers: DeliveryHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/**
 * Whose address a request comes from. Each proxy adds the address it was called from to the end of X-Forwarded-For;
 * of them as many are believed as there are proxies. What stands before was written by the caller himself, who can
 * write anything.
 */
export function callerAddress(request: Caller, proxyHops: number): string {
  const peer = request.socket.remoteAddress ?? '';
  if (proxyHops <= 0) return peer;
  const forwarded = [request.headers['x-forwarded-for'] ?? []]
    .flat()
    .flatMap((header) => header.split(','))
    .map((address) => address.trim());
  const believed = [...forwarded, peer].slice(-proxyHops - 1);
  return believed[0] ?? peer;
}
