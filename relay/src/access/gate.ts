import type { IncomingHttpHeaders } from 'node:http';
import type { Refusal } from '@convoso-connect/core';
import type { Scope } from '@convoso-connect/core/relay-contract';
import { actor, type Actor } from '../audit/actor.js';
import type { AdminKey } from './admin-key.js';
import type { ConsoleDoor } from './console-door.js';
import type { SessionCookie } from './cookie.js';
import { readKeyText } from './key-text.js';
import type { NamedKey } from './named-key.js';
import type { NamedKeys } from './named-keys.js';
import {
  CSRF_TOKEN_NEEDED,
  FOREIGN_PAGE,
  KEY_NEEDED,
  adminNeeded,
  keyExpired,
  scopeNeeded,
} from './refusals.js';
import { isTokenOf, type Session, type Sessions } from './sessions.js';

/** What is asked of the gate: as much of a request as it looks at. */
export interface Asking {
  readonly method?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

export type Opening =
  | { readonly opens: true; readonly by: 'key'; readonly actor: Actor; readonly named: NamedKey | null }
  | {
      readonly opens: true;
      readonly by: 'session';
      readonly actor: Actor;
      /** The key that it came of, which it may do as much as; null where that is everything. */
      readonly named: NamedKey | null;
      readonly session: Session;
      readonly cookie: string;
    };

export type Verdict =
  Opening | { readonly opens: false; readonly status: 401 | 403; readonly error: Refusal };

export interface GateParts {
  readonly key: AdminKey;
  readonly keys: NamedKeys;
  readonly now: () => number;
  readonly sessions: Sessions;
  readonly door: ConsoleDoor;
  readonly sessionCookie: SessionCookie;
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
    if (headers.authorization !== undefined) return this.#byKey(headers.authorization);
    const { key, sessions, sessionCookie } = this.#parts;
    const cookie = sessionCookie.of(headers);
    const session = cookie === null ? null : sessions.of(cookie, key.mark);
    if (cookie === null || session === null) return refused(401, KEY_NEEDED);
    const named = this.#keyOf(session);
    if (named === undefined) return refused(401, KEY_NEEDED);
    if (!this.isFromOwnPage({ method, headers })) return refused(403, FOREIGN_PAGE);
    if (changesSomething(method) && !isTokenOf(cookie, headers['x-csrf-token']))
      return refused(403, CSRF_TOKEN_NEEDED);
    const who = named === null ? actor('session') : { who: named.name, keyId: named.id };
    return { opens: true, by: 'session', actor: who, named, session, cookie };
  }

  /**
   * Whether a request that came to no path of the relay is one of who uses its API: it carries what lets in, or what looks
   * like a named key, which may be withdrawn, also where other programs look for one.
   */
  isOfApiUser({ method, headers }: Asking): boolean {
    if (this.check({ method, headers }).opens) return true;
    const { 'x-api-key': bare, authorization = '' } = headers;
    const given = typeof bare === 'string' ? [authorization, `Bearer ${bare}`] : [authorization];
    return given.some((each) => readKeyText(each) !== null || this.#byKey(each).opens);
  }

  /** Every key is compared, also where the first one opens: a wrong one takes as long as a right one. */
  #byKey(authorization: string): Verdict {
    const { key, keys, now } = this.#parts;
    const opener = key.openedBy(authorization);
    const opened = keys.opens(authorization, now());
    if (opener !== null) return { opens: true, by: 'key', actor: actor(opener), named: null };
    if (opened.kind === 'unknown') return refused(401, KEY_NEEDED);
    if (opened.kind === 'expired') return refused(401, keyExpired(opened.key));
    const { id, name } = opened.key;
    return { opens: true, by: 'key', actor: { who: name, keyId: id }, named: opened.key };
  }

  /** The key that a session came of; null where that may do everything, undefined where it opens nothing any more. */
  #keyOf({ with: signedInWith }: Session): NamedKey | null | undefined {
    if (signedInWith.by !== 'key') return null;
    const { keys, now } = this.#parts;
    const { keyId, keyDigest } = signedInWith;
    return keys.digestOf(keyId, now()) === keyDigest ? keys.get(keyId, now()) : undefined;
  }

  /** Whether a browser sends this from a page of the relay, under a name that browsers may come in by. */
  isFromOwnPage({ method = 'GET', headers }: Asking): boolean {
    const { door } = this.#parts;
    const { host = '', origin } = headers;
    if (!door.isOpenUnder(host)) return false;
    if (origin === undefined ? changesSomething(method) : !door.hasOrigin(origin)) return false;
    const site = headers['sec-fetch-site'];
    // A link on another page leads here like a typed address; what that page makes the browser load does not.
    return site === undefined || site === 'same-origin' || site === 'none' || isNavigation(method, headers);
  }
}

/**
 * Whether who was let in may do what needs a scope. The admin key, the command line and a browser that was signed in
 * by either may do everything; a named key does what its scopes say, and so does a browser that was signed in with it. Gives the refusal, or null.
 */
export function scopeRefusal(opening: Opening, scope: Scope | 'admin'): Refusal | null {
  if (opening.named === null) return null;
  const { name, scopes } = opening.named;
  if (scope === 'admin') return adminNeeded(name);
  return scopes.includes(scope) ? null : scopeNeeded(name, scope);
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
