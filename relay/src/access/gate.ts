import type { IncomingHttpHeaders } from 'node:http';
import type { Refusal } from '@convoso-connect/core';
import { parseCookie } from './cookie.js';
import type { ApiKey } from './api-key.js';
import type { OwnNames } from './own-names.js';
import type { Session, Sessions } from './sessions.js';

/** What is asked of the gate: as much of a request as it looks at. */
export interface Asking {
  readonly method?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

export type Verdict =
  | { readonly opens: true; readonly by: 'key' }
  | { readonly opens: true; readonly by: 'session'; readonly session: Session; readonly cookie: string }
  | { readonly opens: false; readonly status: 401 | 403; readonly error: Refusal };

export interface GateParts {
  readonly key: ApiKey;
  readonly sessions: Sessions;
  readonly names: OwnNames;
  readonly cookieName: string;
}

/**
 * Who may see and change data: who sends the key, and the browser that signed in. A key is an answer by itself. A
 * cookie is sent by the browser on its own, whoever makes it: so it counts only under the relay's own name, from the
 * relay's own pages, and with the session's token where something changes.
 */
export class Gate {
  readonly #parts: GateParts;

  constructor(parts: GateParts) {
    this.#parts = parts;
  }

  check({ method = 'GET', headers }: Asking): Verdict {
    const { key, sessions, cookieName } = this.#parts;
    if (headers.authorization !== undefined) {
      return key.opensWith(headers.authorization) ? { opens: true, by: 'key' } : refused(401, KEY_NEEDED);
    }
    const cookie = parseCookie(headers.cookie, cookieName);
    const session = cookie === null ? null : sessions.of(cookie);
    if (cookie === null || session === null) return refused(401, KEY_NEEDED);
    if (!this.#isFromOwnPage(method, headers)) return refused(403, FOREIGN_PAGE);
    if (changesSomething(method) && headers['x-csrf-token'] !== session.csrfToken)
      return refused(403, CSRF_TOKEN_NEEDED);
    return { opens: true, by: 'session', session, cookie };
  }

  #isFromOwnPage(method: string, headers: IncomingHttpHeaders): boolean {
    const { names } = this.#parts;
    const { host = '', origin } = headers;
    if (!names.hasHost(host)) return false;
    if (origin === undefined ? changesSomething(method) : !names.hasOrigin(origin)) return false;
    const site = headers['sec-fetch-site'];
    // A link on another page leads here like a typed address; what that page makes the browser load does not.
    return site === undefined || site === 'same-origin' || site === 'none' || isNavigation(method, headers);
  }
}

function isNavigation(method: string, headers: IncomingHttpHeaders): boolean {
  return (
    method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
  );
}

function changesSomething(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

function refused(status: 401 | 403, error: Refusal): Verdict {
  return { opens: false, status, error };
}

const KEY_NEEDED: Refusal = {
  code: 'API_KEY_NEEDED',
  message: 'this needs the API key of the relay',
  remedy:
    'Send Authorization: Bearer <key>, which npm run connect -- key shows on the machine of the relay; or sign a ' +
    'browser in with npm run connect -- link.',
};

const FOREIGN_PAGE: Refusal = {
  code: 'FOREIGN_PAGE',
  message: 'a signed-in browser is let in only under the own address of the relay, and from its own pages',
  remedy: 'Use the address that the sign-in link had, or set settings.publicUrl to the one you use.',
};

const CSRF_TOKEN_NEEDED: Refusal = {
  code: 'CSRF_TOKEN_NEEDED',
  message: 'a signed-in browser has to send the token of its session to change something',
  remedy: 'Take csrfToken from GET /api/session, and send it as X-CSRF-Token.',
};
