import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import type { RequestHandler } from 'express';
import { sendError } from './errors.js';

/** Whether a listening address is this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/**
 * Guards what shows or changes data. With an API key, only who sends it gets in. Without one the relay listens on
 * this machine only, and a request must also name this machine as its host: a web page elsewhere can make a
 * browser call 127.0.0.1, but not by that name.
 */
export function requireAccess(apiKey: string | null): RequestHandler {
  const isAllowed = mayAccess(apiKey);
  return (request, response, next) => {
    if (isAllowed(request.headers)) {
      next();
      return;
    }
    if (apiKey !== null) response.setHeader('www-authenticate', 'Bearer');
    sendError(response, apiKey === null ? 403 : 401, apiKey === null ? LOCAL_ONLY : KEY_NEEDED);
  };
}

/** Whether a request with these headers may see and change data. */
export function mayAccess(apiKey: string | null): (headers: IncomingHttpHeaders) => boolean {
  if (apiKey === null) return ({ host, origin }) => namesThisMachine(host ?? '') && !fromForeignPage(origin);
  const expected = digest(`Bearer ${apiKey}`);
  return ({ authorization }) => timingSafeEqual(digest(authorization ?? ''), expected);
}

const KEY_NEEDED = {
  code: 'API_KEY_NEEDED',
  message: 'this needs the API key of the relay',
  remedy: 'Send Authorization: Bearer <the value of CONNECT_API_KEY>.',
};

const LOCAL_ONLY = {
  code: 'LOCAL_ONLY',
  message: 'without an API key this is open to this machine only, under its own name',
  remedy: 'Use http://127.0.0.1, or set CONNECT_API_KEY and send it.',
};

function fromForeignPage(origin: string | undefined): boolean {
  if (origin === undefined) return false;
  return !URL.canParse(origin) || !namesThisMachine(new URL(origin).host);
}

/** Whether a Host header, port and brackets included, names this machine. */
export function namesThisMachine(host: string): boolean {
  return isLoopback(host.replace(/:\d+$/, '').replace(/^\[|\]$/g, ''));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
