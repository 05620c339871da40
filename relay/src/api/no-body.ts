import type { Refusal } from '@convoso-connect/core';
import { text, type Request, type RequestHandler } from 'express';
import { sendError } from '../http/errors.js';

/** In bytes: more than what stands for nothing can have. */
const LONGEST = 100;

const parse: RequestHandler = text({ type: () => true, limit: LONGEST });

/**
 * Refuses what came as a body to an operation that takes none: a wish that is written there, such as until when an endpoint is to be
 * paused, must not seem to have been heard. An empty object is what programs send where they have nothing to say.
 */
export const noBody: RequestHandler = (request, response, next) => {
  parse(request, response, (error?: unknown) => {
    if (isBroken(error)) next(error);
    else if (error === undefined && isNothing(request.body)) next();
    else sendError(response, 400, notTaken(request));
  });
};

/** Whether the request did not come whole, rather than with a body that is none of these. */
function isBroken(error: unknown): boolean {
  const { type } = (error ?? {}) as { readonly type?: unknown };
  return type === 'request.aborted' || type === 'request.size.invalid' || type === 'stream.encoding.set';
}

function isNothing(body: unknown): boolean {
  return typeof body !== 'string' || /^\s*(?:\{\s*\})?\s*$/.test(body);
}

function notTaken({ method, path }: Request): Refusal {
  return {
    code: 'BODY_NOT_TAKEN',
    message: `${method} /api${path} takes no body, and one came`,
    remedy:
      'Leave the body out; what can be said stands in the reference of the API (GET /api/openapi.json).',
  };
}
