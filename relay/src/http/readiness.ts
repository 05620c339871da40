import type { RequestHandler } from 'express';

/** Why a relay takes nothing in, or cannot work. */
export interface Unready {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  /** Since when, in epoch milliseconds, where that is known. */
  readonly since?: number;
}

/**
 * Says whether the relay is ready: to everyone, because load balancers carry no key. Why it is not is told only to those
 * who may see the rest as well.
 */
export function readiness(
  unready: () => Unready | null,
  mayKnowWhy: (request: Parameters<RequestHandler>[0]) => boolean,
): RequestHandler {
  return (request, response) => {
    const why = unready();
    if (why === null) {
      response.json({ status: 'ready' });
      return;
    }
    const { code, message, remedy, since } = why;
    const reason = {
      code,
      reason: message,
      remedy,
      ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
    };
    response.status(503).json({ status: 'not ready', ...(mayKnowWhy(request) ? reason : {}) });
  };
}
