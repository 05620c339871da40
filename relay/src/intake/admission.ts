import { createHash, timingSafeEqual } from 'node:crypto';
import type { LiveConfig, LiveHook } from '../config/live-config.js';
import { listHolds } from './address-list.js';
import type { HookRequest, Rejection } from './hook-request.js';

export const SECRET_HEADER = 'x-connect-secret';

/** Finds the hook that a request may use, or says why it may use none. */
export function admit(
  request: HookRequest,
  config: LiveConfig,
): { ok: true; hook: LiveHook } | { ok: false; rejection: Rejection } {
  const hook = config.hooks.get(request.hookId);
  if (hook === undefined) return { ok: false, rejection: unknownHook(request.hookId) };
  const rejection = checkAddress(request, hook);
  return rejection === null ? { ok: true, hook } : { ok: false, rejection };
}

/** Checks the caller's address against the hook's allow-list; null where it is in it or there is none. */
export function checkAddress(request: Pick<HookRequest, 'remoteAddress'>, hook: LiveHook): Rejection | null {
  const { allowFrom } = hook;
  return allowFrom === null || listHolds(allowFrom, request.remoteAddress)
    ? null
    : foreignAddress(request, hook);
}

/** Checks the hook's secret, in the header or the query; null where it is right or none is asked for. */
export function checkSecret(
  request: Pick<HookRequest, 'headers' | 'query'>,
  { hook }: LiveHook,
): Rejection | null {
  if (hook.secret === undefined) return null;
  const header = request.headers[SECRET_HEADER];
  const given = typeof header === 'string' ? header : new URLSearchParams(request.query).get('secret');
  if (given !== null && sameSecret(given, hook.secret)) return null;
  return {
    status: 401,
    code: given === null ? 'SECRET_MISSING' : 'SECRET_WRONG',
    message:
      given === null ? 'the hook asks for a secret and none came' : 'the secret is not the one of this hook',
    remedy:
      "Put X-Connect-Secret: <secret> into the Authorization Header of Convoso's endpoint, or ?secret=<secret> into its API URL.",
  };
}

/** Compares digests, so that neither the length of the secret nor how much of it was right shows in the time taken. */
function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function unknownHook(id: string): Rejection {
  return {
    status: 404,
    code: 'UNKNOWN_HOOK',
    message: `there is no hook "${id.slice(0, 100)}"`,
    remedy: "Compare the end of Convoso's API URL with the hooks of the configuration.",
  };
}

function foreignAddress(
  { remoteAddress }: Pick<HookRequest, 'remoteAddress'>,
  { hook }: LiveHook,
): Rejection {
  return {
    status: 403,
    code: 'FOREIGN_ADDRESS',
    message: `${remoteAddress} is not in the hook's allow-list (${hook.allowFrom.join(', ')})`,
    remedy:
      'If a proxy stands before the relay, say so in settings.trustProxy; else add the address to allowFrom.',
  };
}
