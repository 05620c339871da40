import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { readBody, type Rejection } from '@convoso-connect/receiver/parts';
import { rejectionAnswer, type HookAnswer, type HookRequest } from '../intake/hook-request.js';
import type { Log } from '../log.js';
import type { BodyBudget, Holding } from './body-budget.js';
import { callerOf, trustedProxies } from './caller.js';
import { comeAgain } from './limits.js';
import { targetOf } from './targets.js';

/** Nothing of an answer is to be guessed at or kept. */
const ALWAYS = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' };

export interface HookRouteParts {
  readonly answer: (request: HookRequest) => Promise<HookAnswer>;
  readonly log: Log;
  readonly maxBodyBytes: () => number;
  readonly bodies: BodyBudget;
  /** Which peers are proxies whose word on the caller's address counts. */
  readonly trustProxy: () => number | readonly string[];
  /** Whether a request carries what opens the API: then it is none of Convoso's, and may hold a secret. */
  readonly carriesKey: (request: IncomingMessage) => boolean;
  /** Everything that is no catch hook. */
  readonly otherwise: RequestListener;
}

/**
 * Catch hooks, ahead of express: they are the hot path and need nothing of it. Reads the raw body up to the limit,
 * whatever its Content-Type says.
 */
export function hookRoute(parts: HookRouteParts): RequestListener {
  const trusts = trustedProxies(parts.trustProxy);
  return (request, response) => {
    const method = request.method ?? '';
    const target = targetOf(method, request.url ?? '');
    const isMisdirected = target.kind === 'misdirected';
    if (target.kind === 'other' || (isMisdirected && parts.carriesKey(request))) {
      parts.otherwise(request, response);
      return;
    }
    const { hookId, query } = target;
    const from = { hookId, isMisdirected, method, query, remoteAddress: callerOf(request, trusts()) };
    const holding = parts.bodies.hold(() => {
      comeAgain(response);
      // What still comes of it is thrown away, and its end makes no delivery of what came before.
      request.removeAllListeners('data').removeAllListeners('end').resume();
    });
    response.once('close', () => holding.release());
    answerHook(request, from, parts, holding)
      .then((given) => give(response, given))
      .catch((error: unknown) => answerFailure(request, response, { error, hook: hookId, log: parts.log }));
  };
}

function give(response: ServerResponse, { status, contentType, headers, body }: HookAnswer): void {
  response.writeHead(status, { 'content-type': contentType, ...ALWAYS, ...headers });
  response.end(body);
}

/** Nothing was acknowledged. A caller that has gone away before its request was complete leaves nobody to answer. */
function answerFailure(
  request: IncomingMessage,
  response: ServerResponse,
  { error, hook, log }: { error: unknown; hook: string; log: Log },
): void {
  if (request.destroyed && !request.complete) {
    response.destroy();
    return;
  }
  log.error({ err: error, hook: hook.slice(0, 200) }, 'a catch hook failed unexpectedly');
  if (response.headersSent) response.destroy();
  else give(response, rejectionAnswer(UNEXPECTED));
}

const UNEXPECTED: Rejection = {
  status: 500,
  code: 'UNEXPECTED',
  message: 'something went wrong in the relay',
  remedy: "See the relay's log at this time; send it again.",
};

async function answerHook(
  request: IncomingMessage,
  from: Omit<HookRequest, 'headers' | 'body' | 'tooLarge'>,
  { answer, maxBodyBytes }: HookRouteParts,
  holding: Holding,
): Promise<HookAnswer> {
  const { body, tooLarge } = await readBody(request, maxBodyBytes(), holding);
  return answer({ ...from, headers: request.headers, body, tooLarge });
}
