import type { Scope } from '@convoso-connect/core/relay-contract';
import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { counted } from '../counted.js';
import type { AdminKey } from './admin-key.js';
import { ConsoleDoor, type ConsoleReach } from './console-door.js';
import { SessionCookie } from './cookie.js';
import { Gate, scopeRefusal, type Opening, type Verdict } from './gate.js';
import type { LastUses } from './last-uses.js';
import type { NamedKeys } from './named-keys.js';
import { Newcomers } from './newcomers.js';
import { OwnNames, localUrl } from './own-names.js';
import type { Sessions } from './sessions.js';
import { sendError } from '../http/errors.js';

export interface AccessParts {
  readonly key: AdminKey;
  readonly keys: NamedKeys;
  readonly uses: LastUses;
  readonly sessions: Sessions;
  readonly browserUses: LastUses;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: () => string | null;
  readonly consoleReach: () => ConsoleReach;
  /** Whether other relays on the store can let somebody in of whom this one has not heard. */
  readonly areOthers: boolean;
  /** The address that a request comes from. */
  readonly addressOf: (request: IncomingMessage) => string;
  readonly now: () => number;
}

/** Everything that lets people and tools in. */
export interface Access {
  readonly key: AdminKey;
  readonly keys: NamedKeys;
  readonly uses: LastUses;
  readonly browserUses: LastUses;
  readonly now: () => number;
  readonly sessions: Sessions;
  readonly names: OwnNames;
  readonly door: ConsoleDoor;
  readonly gate: Gate;
  readonly newcomers: Newcomers;
  readonly sessionCookie: SessionCookie;
  /** The relay as its own machine reaches it. */
  readonly url: string;
  /** A link that signs one browser in, once, within ten minutes. Whoever has it is let in: for a terminal, not a log. */
  readonly signInLink: () => Promise<string>;
}

export function openAccess({
  key,
  keys,
  uses,
  sessions,
  browserUses,
  host,
  port,
  publicUrl,
  consoleReach,
  areOthers,
  addressOf,
  now,
}: AccessParts): Access {
  const names = new OwnNames({ host, port, publicUrl });
  const door = new ConsoleDoor(names, consoleReach);
  const sessionCookie = new SessionCookie(names, port);
  const url = localUrl(host, port);
  const gate = new Gate({ key, keys, now, sessions, door, sessionCookie });
  return {
    key,
    keys,
    uses,
    browserUses,
    now,
    sessions,
    names,
    door,
    gate,
    newcomers: new Newcomers({ gate, key, keys, sessions, sessionCookie, areOthers, addressOf, now }),
    sessionCookie,
    url,
    signInLink: async () => `${door.publicOrigin ?? url}/signin?code=${await sessions.newCode()}`,
  };
}

/** Lets through whom the gate opens for; a named key no faster than it may ask, by itself and in browsers, and its use is kept. */
export function requireAccess({ newcomers, keys, uses, browserUses, now }: Access): RequestHandler {
  return (request, response, next) => {
    newcomers
      .check(request)
      .then((verdict) => letIn(verdict, request, response, next))
      .catch(next);
  };

  function letIn(verdict: Verdict, request: Request, response: Response, next: NextFunction): void {
    if (!verdict.opens) {
      if (verdict.status === 401) response.setHeader('www-authenticate', 'Bearer');
      sendError(response, verdict.status, verdict.error);
      return;
    }
    const { named } = verdict;
    if (named !== null) {
      const wait = keys.rate.take(named.id, named.perSecond, now());
      if (wait !== null) {
        response.setHeader('retry-after', String(wait));
        sendError(response, 429, tooManyRequests(named.name, named.perSecond));
        return;
      }
      uses.used(named.id, now());
    }
    if (verdict.by === 'session') browserUses.used(verdict.session.digest, now());
    OPENINGS.set(request, verdict);
    next();
  }
}

const OPENINGS = new WeakMap<Request, Opening>();

/** Who was let in with a request. That is decided once, however long the rest of the request takes to come. */
export function openingOf(request: Request): Opening {
  const opening = OPENINGS.get(request);
  if (opening === undefined) throw new Error('nobody was asked whether this request may come in');
  return opening;
}

/** Lets through who may do what needs a scope. */
export function requireScope(scope: Scope | 'admin'): RequestHandler {
  return (request, response, next) => {
    const refusal = scopeRefusal(openingOf(request), scope);
    if (refusal === null) next();
    else sendError(response, 403, refusal);
  };
}

/** Lets through who sends the key itself: a browser that is signed in must not make more of what signs in. */
export const requireKey: RequestHandler = (request, response, next) => {
  if (openingOf(request).by === 'key') next();
  else sendError(response, 403, KEY_ITSELF_NEEDED);
};

function tooManyRequests(name: string, perSecond: number) {
  return {
    code: 'TOO_MANY_REQUESTS',
    message: `the key "${name}" opens for ${counted(perSecond, 'request')} a second, and more came`,
    remedy: 'Wait as long as Retry-After says; or make a key with a higher --per-second.',
  };
}

const KEY_ITSELF_NEEDED = {
  code: 'KEY_ITSELF_NEEDED',
  message: 'this needs the API key itself, not a signed-in browser',
  remedy: 'Use npm run connect -- link or npm run connect -- key on the machine of the relay.',
};
