import { ConnectError } from '@convoso-connect/core';
import type { Request } from 'express';

/**
 * The revision of the configuration that a change is based on. Throws a `ConnectError`: IF_MATCH_NEEDED, because what
 * somebody else has changed meanwhile must not be overwritten unseen, and BAD_IF_MATCH.
 */
export function readIfMatch(request: Request): number {
  const given = request.headers['if-match'];
  if (given === undefined) {
    throw new ConnectError(
      'IF_MATCH_NEEDED',
      'the change does not say which revision of the configuration it is based on',
      TAKE_THE_ETAG,
    );
  }
  // Proxies that compress an answer weaken its tag.
  const [, revision] = /^(?:W\/)?"([1-9]\d{0,9})"$/.exec(given.trim()) ?? [];
  if (revision !== undefined) return Number(revision);
  const message = `If-Match is ${JSON.stringify(given.slice(0, 50))}, which names no revision of the configuration`;
  throw new ConnectError('BAD_IF_MATCH', message, TAKE_THE_ETAG);
}

const TAKE_THE_ETAG = 'Send the ETag of GET /api/config as it is, as in If-Match: "7".';
