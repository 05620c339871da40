import { RELAY_API, type Method, type Route } from '@convoso-connect/core/relay-contract';
import type { RequestHandler } from 'express';
import { sendError } from '../http/errors.js';

interface Place {
  readonly path: RegExp;
  readonly method: Method;
}

/** Paths as they are found by the routes themselves: in any case, and with a slash at the end or without. */
const PLACES: readonly Place[] = Object.values(RELAY_API).flatMap((operations) =>
  Object.values<Route>(operations).map(({ path, method }) => ({
    path: new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}/?$`, 'i'),
    method,
  })),
);

/** Behind all operations: refuses a method that a path of theirs does not take, and says which it does. */
export const wrongMethod: RequestHandler = (request, response, next) => {
  const path = request.baseUrl + request.path;
  const methods = [...new Set(PLACES.flatMap((place) => (place.path.test(path) ? [place.method] : [])))];
  if (methods.length === 0) {
    next();
    return;
  }
  response.setHeader('allow', methods.join(', '));
  sendError(response, 405, {
    code: 'METHOD_NOT_ALLOWED',
    message: `${path.slice(0, 200)} takes ${methods.join(' and ')}, not ${request.method}`,
    remedy:
      'Compare the method with the reference of the API, docs/api-reference.md or GET /api/openapi.json.',
  });
};
