import type { IncomingHttpHeaders } from 'node:http';
import type { OwnNames } from './own-names.js';

/** The value of a cookie in a Cookie header; null where it is not there. The relay's own values need no decoding. */
export function parseCookie(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const equals = pair.indexOf('=');
    if (equals !== -1 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return null;
}

/**
 * The cookie of a session. Cookies know no ports, so the name holds that of the relay; another server on the same machine
 * still gets to see it, as it does every cookie of that host. Over TLS it has the prefix with which browsers take it from
 * nobody but this very host, over TLS: no page of a neighbouring name, and none without TLS, can put another in its place.
 */
export class SessionCookie {
  readonly #names: OwnNames;
  readonly #name: string;

  constructor(names: OwnNames, port: number) {
    this.#names = names;
    this.#name = `connect_session_${port}`;
  }

  /** What a request brought; null where there is none. */
  of({ cookie, host = '' }: IncomingHttpHeaders): string | null {
    return parseCookie(cookie, this.#nameUnder(host));
  }

  /** A Set-Cookie header for who asked under this name; no seconds left take the cookie away. */
  header(value: string, { host, maxAgeSeconds }: { host: string; maxAgeSeconds: number }): string {
    const secure = this.#names.isSecure(host) ? ['Secure'] : [];
    const attributes = [`Max-Age=${maxAgeSeconds}`, 'Path=/', 'HttpOnly', 'SameSite=Strict', ...secure];
    return [`${this.#nameUnder(host)}=${value}`, ...attributes].join('; ');
  }

  #nameUnder(host: string): string {
    return this.#names.isSecure(host) ? `__Host-${this.#name}` : this.#name;
  }
}
