import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import proxyAddress from 'proxy-addr';
import { jsonAnswer, rejectionBody, type HookAnswer, type HookRequest } from '../intake/hook-request.js';
import type { Log } from '../log.js';
import { readBody } from './read-body.js';

/** Nothing of an answer is to be guessed at or kept. */
const ALWAYS = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' };

const HOOK_PATH = /^\/hooks\/([^/?]+)\/?(?:\?(.*))?$/s;
const METHODS = new Set(['GET', 'HEAD', 'POST']);

export interface HookRouteParts {
  readonly answer: (request: HookRequest) => Promise<HookAnswer>;
  readonly log: Log;
  readonly maxBodyBytes: () => number;
  /** Which peers are proxies whose word on the caller's address counts. */
  readonly trustProxy: () => number | readonly string[];
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
    const path = HOOK_PATH.exec(request.url ?? '');
    if (path === null) {
      parts.otherwise(request, response);
      return;
    }
    const [, id = '', query = ''] = path;
    answerHook(request, { hookId: decodeId(id), query, remoteAddress: callerOf(request, trusts()) }, parts)
      .then((given) => {
        response.writeHead(given.status, {
          'content-type': given.contentType,
          ...ALWAYS,
          ...given.headers,
        });
        response.end(given.body);
      })
      .catch((error: unknown) =>
        answerFailure(request, response, { error, hook: decodeId(id), log: parts.log }),
      );
  };
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
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = rejectionBody({
    code: 'UNEXPECTED',
    message: 'something went wrong in the relay',
    remedy: "See the relay's log at this time; send it again.",
  });
  const given = jsonAnswer(500, body);
  response.writeHead(given.status, { 'content-type': given.contentType, ...ALWAYS });
  response.end(given.body);
}

/** A peer that has already gone has no address any more; it matches no allow-list. */
function callerOf(request: IncomingMessage, trust: Trust): string {
  return request.socket.remoteAddress === undefined ? '' : proxyAddress(request, trust);
}

async function answerHook(
  request: IncomingMessage,
  from: Pick<HookRequest, 'hookId' | 'query' | 'remoteAddress'>,
  { answer, maxBodyBytes }: HookRouteParts,
): Promise<HookAnswer> {
  const method = request.method ?? '';
  if (!METHODS.has(method)) {
    const message = `a catch hook takes GET and POST, not ${method}`;
    const remedy = "Set the Request Method of Convoso's endpoint to POST.";
    return jsonAnswer(
      405,
      { success: false, error: { code: 'METHOD_NOT_ALLOWED', message, remedy } },
      { allow: 'GET, POST' },
    );
  }
  const { body, tooLarge } = await readBody(request, maxBodyBytes());
  return answer({ ...from, method, headers: request.headers, body, tooLarge });
}

function decodeId(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

type Trust = (address: string, hop: number) => boolean;

/** The proxies to trust, as a hop count or as address ranges; compiled again only when the setting changes. */
function trustedProxies(setting: () => number | readonly string[]): () => Trust {
  let compiledFrom: number | readonly string[] | null = null;
  let trust: Trust = () => false;
  return () => {
    const current = setting();
    if (current !== compiledFrom) {
      compiledFrom = current;
      trust =
        typeof current === 'number' ? (_address, hop) => hop < current : proxyAddress.compile([...current]);
    }
    return trust;
  };
}
