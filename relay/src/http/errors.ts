import { ConnectError, type Refusal } from '@convoso-connect/core';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Log } from '../log.js';
import { storeFaultOf } from '../store/store-fault.js';
import { READER_FAILED, READ_TOO_LONG, ReadAbandoned } from '../reads/reader.js';

/** An error as the HTTP surface gives it: stable code, what is wrong, what to do, and what programs need besides. */
export function sendError(
  response: Response,
  status: number,
  error: Refusal & { readonly problems?: unknown; readonly conflict?: unknown },
): void {
  // Of an error that was thrown, too, nothing else.
  const { code, message, remedy, problems, conflict } = error;
  response.status(status).json({ error: { code, message, remedy, problems, conflict } });
}

export const notFound: RequestHandler = (request, response) => {
  sendError(response, 404, {
    code: 'NOT_FOUND',
    message: `there is nothing at ${request.path.slice(0, 200)}`,
    remedy:
      'Catch hooks are at /hooks/<id>. The API begins with /api, in front of everything and written just so; all of it ' +
      'stands in GET /api/openapi.json.',
  });
};

/** The last resort: what failed is in the log, and nobody outside sees a stack. */
export function unexpected(log: Log, storeFailed: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    // Who asked has gone, or the relay is stopping: there is nobody to tell, and nothing is wrong.
    if (error instanceof ReadAbandoned) {
      response.destroy();
      return;
    }
    if (response.headersSent) {
      next(error);
      return;
    }
    if (error instanceof ConnectError) {
      const { code } = error;
      sendError(response, code === READER_FAILED || code === READ_TOO_LONG ? 503 : 400, error);
      return;
    }
    const fault = storeFaultOf(error);
    if (fault !== null) {
      storeFailed(error);
      response.setHeader('retry-after', '5');
      sendError(response, 503, fault);
      return;
    }
    const status = clientErrorStatus(error);
    if (status !== null) {
      sendError(response, status, {
        code: 'BAD_REQUEST',
        message: 'the request could not be read',
        remedy:
          'Percent-encode each step of the path as UTF-8, and send the body whole, as its headers say that it is.',
      });
      return;
    }
    log.error({ err: error }, 'a request failed unexpectedly');
    const remedy = "See the relay's log at this time.";
    sendError(response, 500, { code: 'UNEXPECTED', message: 'something went wrong in the relay', remedy });
  };
}

/** Express and its parsers mark what the client did wrong with a 4xx status. */
function clientErrorStatus(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('status' in error)) return null;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}
