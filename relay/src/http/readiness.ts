import type { RequestHandler } from 'express';
import { iso } from '../iso.js';

/** Why a relay takes nothing in, or cannot work. */
export interface Unready {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  /** Since when, in epoch milliseconds, where that is known. */
  readonly since?: number;
}

/** What the store refuses in every form, and is kept out of the way of all others. */
export interface KeptBack {
  readonly what: string;
  readonly id: string;
  readonly reason: string;
  /** Since when, in epoch milliseconds. */
  readonly since: number;
  readonly tries: number;
}

/** So many of what is kept back are listed; their number is always told. */
const MOST_LISTED = 20;

/**
 * Says whether the relay is ready: to everyone, because load balancers carry no key. Why it is not is told only to those
 * who may see the rest as well.
 */
export function readiness(
  unready: () => Unready | null,
  mayKnowWhy: (request: Parameters<RequestHandler>[0]) => boolean,
  keptBack: () => readonly KeptBack[],
): RequestHandler {
  return (request, response) => {
    const why = unready();
    const mayKnow = mayKnowWhy(request);
    const withheld = mayKnow ? listed(keptBack()) : {};
    if (why === null) {
      response.json({ status: 'ready', ...withheld });
      return;
    }
    const { code, message, remedy, since } = why;
    const reason = {
      code,
      reason: message,
      remedy,
      ...(since === undefined ? {} : { since: iso(since) }),
    };
    response.status(503).json({ status: 'not ready', ...(mayKnow ? { ...reason, ...withheld } : {}) });
  };
}

function listed(entries: readonly KeptBack[]) {
  if (entries.length === 0) return {};
  const first = entries.slice(0, MOST_LISTED).map(({ since, ...entry }) => ({ ...entry, since: iso(since) }));
  return { withheld: { count: entries.length, first } };
}
