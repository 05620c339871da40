import { ConnectError } from '@convoso-connect/core';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Log } from '../log.js';
import { storeFaultOf } from '../store/store-fault.js';
import { READER_FAILED, READ_TOO_LONG, ReadAbandoned } from '../reads/reader.js';

/** An error as the HTTP surface gives it: stable code, what is wrong, what to do. */
export function sendError(
  response: Response,
  status: number,
  error: { code: string; message: string; remedy: string },
): void {
  response.status(status).json({ error });
}

export const notFound: RequestHandler = (request, response) => {
  sendError(response, 404, {
    code: 'NOT_FOUND',
    message: `there is nothing at ${request.path.slice(0, 200)}`,
    remedy: 'Catch hooks are at /hooks/<id>, the API is at /api.',
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
      const { code, message, remedy } = error;
      sendError(response, code === READER_FAILED || code === READ_TOO_LONG ? 503 : 400, {
        code,
        message,
        remedy,
      });
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
      const message = 'the request could not be read';
      sendError(response, status, {
        code: 'BAD_REQUEST',
        message,
        remedy: 'Compare it with the documentation.',
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
