import { rejectionBody, tooLarge as bodyTooLarge, type Rejection } from '@convoso-connect/receiver/parts';
import { BODY_SETTING, REMEDIES } from './remedies.js';

/** Says of a stored delivery that it is one record of a request with several. It never comes from outside. */
export const RECORD_HEADER = 'x-connect-record';

/** A request to `/hooks/:id` as the catch hook sees it, whatever server took it in. */
export interface HookRequest {
  /** Of a request that came to no hook's path, that path. */
  readonly hookId: string;
  /** Whether it came to a path that is none of the relay's. */
  readonly isMisdirected: boolean;
  readonly method: string;
  /** The raw query, without the question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** Whether the body was longer than is accepted; `body` then holds its beginning. */
  readonly tooLarge: boolean;
  /** The caller, behind trusted proxies. */
  readonly remoteAddress: string;
}

export interface HookAnswer {
  readonly status: number;
  readonly contentType: 'application/json' | 'text/html; charset=utf-8';
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function jsonAnswer(
  status: number,
  body: unknown,
  headers?: Readonly<Record<string, string>>,
): HookAnswer {
  return {
    status,
    contentType: 'application/json',
    body: JSON.stringify(body),
    ...(headers === undefined ? {} : { headers }),
  };
}

export function rejectionAnswer(rejection: Rejection): HookAnswer {
  return jsonAnswer(rejection.status, rejectionBody(rejection), rejection.headers);
}

export function tooLarge(maxBodyBytes: number): Rejection {
  return bodyTooLarge(maxBodyBytes, BODY_SETTING);
}

/** In characters, of what stands behind the question mark. */
export const LONGEST_QUERY = 32 * 1024;

export const QUERY_TOO_LONG: Rejection = {
  status: 414,
  code: 'QUERY_TOO_LONG',
  message: `the query is longer than ${LONGEST_QUERY} characters`,
  remedy: REMEDIES.QUERY_TOO_LONG,
};

export function methodNotAllowed(method: string): Rejection {
  return {
    status: 405,
    code: 'METHOD_NOT_ALLOWED',
    message: `a catch hook takes GET and POST, not ${method}`,
    remedy: REMEDIES.METHOD_NOT_ALLOWED,
    headers: { allow: 'GET, POST' },
  };
}

/** What everyone is told whom no hook is set up for, whatever the reason is. */
export const NOT_ADMITTED: Rejection = {
  status: 403,
  code: 'NOT_ADMITTED',
  message: 'this was not let in',
  remedy:
    'Compare the end of the URL and the secret with the hooks of the relay. The true reason stands in its log and at ' +
    '/api/quarantine, and is told here to addresses in the allowFrom of a hook.',
};

/** So much was refused to an address that nothing more of it is kept for now. */
export const TOO_MANY_REFUSED: Rejection = {
  status: 429,
  code: 'TOO_MANY_REFUSED',
  message: 'so many requests from this address were refused that this one was not kept',
  remedy:
    'Mend what is sent; the reason of the former refusals is in the log and the quarantine of the relay.',
  headers: { 'retry-after': '60' },
};
