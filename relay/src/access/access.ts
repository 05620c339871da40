import type { RequestHandler } from 'express';
import type { Log } from '../log.js';
import { ApiKey } from './api-key.js';
import { Gate } from './gate.js';
import { OwnNames, localUrl } from './own-names.js';
import { Sessions } from './sessions.js';
import { sendError } from '../http/errors.js';

export interface AccessParts {
  readonly dataFolder: string;
  /** `CONNECT_API_KEY`. */
  readonly given: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: () => string | null;
  readonly log: Log;
  readonly now: () => number;
}

/** Everything that lets people and tools in. */
export interface Access {
  readonly key: ApiKey;
  readonly sessions: Sessions;
  readonly names: OwnNames;
  readonly gate: Gate;
  readonly cookieName: string;
  /** The relay as its own machine reaches it. */
  readonly url: string;
  /** A link that signs one browser in, once, within ten minutes. Whoever has it is let in: for a terminal, not a log. */
  readonly signInLink: () => string;
}

export function openAccess({ dataFolder, given, host, port, publicUrl, log, now }: AccessParts): Access {
  const key = new ApiKey({ dataFolder, given, log });
  const sessions = new Sessions(now);
  const names = new OwnNames({ host, port, publicUrl });
  const cookieName = `connect_session_${port}`;
  const url = localUrl(host, port);
  return {
    key,
    sessions,
    names,
    gate: new Gate({ key, sessions, names, cookieName }),
    cookieName,
    url,
    signInLink: () => `${url}/signin?code=${sessions.newCode()}`,
  };
}

/** Lets through whom the gate opens for. */
export function requireAccess(gate: Gate): RequestHandler {
  return (request, response, next) => {
    const verdict = gate.check(request);
    if (verdict.opens) {
      next();
      return;
    }
    if (verdict.status === 401) response.setHeader('www-authenticate', 'Bearer');
    sendError(response, verdict.status, verdict.error);
  };
}

/** Lets through who sends the key itself: a browser that is signed in must not make more of what signs in. */
export function requireKey(gate: Gate): RequestHandler {
  return (request, response, next) => {
    const verdict = gate.check(request);
    if (verdict.opens && verdict.by === 'key') next();
    else sendError(response, 403, KEY_ITSELF_NEEDED);
  };
}

const KEY_ITSELF_NEEDED = {
  code: 'KEY_ITSELF_NEEDED',
  message: 'this needs the API key itself, not a signed-in browser',
  remedy: 'Use npm run connect -- link or npm run connect -- key on the machine of the relay.',
};
