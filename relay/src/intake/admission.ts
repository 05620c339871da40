import { createHash, timingSafeEqual } from 'node:crypto';
import { hookParameter, secretReadings, secretSpellings } from '@convoso-connect/core';
import type { LiveConfig, LiveHook } from '../config/live-config.js';
import { listHolds } from './address-list.js';
import type { HookRequest, Rejection } from './hook-request.js';

export const SECRET_HEADER = 'x-connect-secret';

/** What of a request shows who sends it. */
type Caller = Pick<HookRequest, 'remoteAddress' | 'headers' | 'query'>;

/** Finds the hook that a request may use, or says why it may use none. */
export function admit(
  request: HookRequest,
  config: LiveConfig,
): { ok: true; hook: LiveHook } | { ok: false; rejection: Rejection } {
  const hook = config.hooks.get(request.hookId);
  if (hook === undefined)
    return {
      ok: false,
      rejection: request.isMisdirected ? unknownPath(request) : unknownHook(request.hookId),
    };
  const rejection = checkAddress(request, hook);
  return rejection === null ? { ok: true, hook } : { ok: false, rejection };
}

/**
 * Whether a caller is one that hooks are set up for, and is told the true reason of a refusal: Convoso's own log is where
 * a customer looks. Everyone else learns neither which hooks there are nor who may call them. It takes an address within
 * an allow-list, or a secret that is right; at a hook that asks for nothing everyone is one.
 */
export function isKnownCaller(request: HookRequest, config: LiveConfig): boolean {
  const hook = config.hooks.get(request.hookId);
  if (hook !== undefined) {
    const isOpen = hook.allowFrom === null && hook.hook.secret === undefined;
    return isOpen || hasShownItself(request, hook);
  }
  return [...config.hooks.values()].some((each) => hasShownItself(request, each));
}

function hasShownItself(request: Caller, live: LiveHook): boolean {
  const { allowFrom, hook } = live;
  if (allowFrom !== null && listHolds(allowFrom, request.remoteAddress)) return true;
  return hook.secret !== undefined && checkSecret(request, live) === null;
}

/** Checks the caller's address against the hook's allow-list; null where it is in it or there is none. */
export function checkAddress(request: Pick<HookRequest, 'remoteAddress'>, hook: LiveHook): Rejection | null {
  const { allowFrom } = hook;
  return allowFrom === null || listHolds(allowFrom, request.remoteAddress) ? null : foreignAddress(request);
}

/**
 * Checks the hook's secret, in the header or the query; null where it is right or none is asked for. While a secret is
 * replaced, the former one opens the hook as well.
 */
export function checkSecret(
  request: Pick<HookRequest, 'headers' | 'query'>,
  { hook }: LiveHook,
): Rejection | null {
  if (hook.secret === undefined) return null;
  const header = request.headers[SECRET_HEADER];
  const given = typeof header === 'string' ? secretReadings(header) : hookParameter(request.query, 'secret');
  const taken = [hook.secret, hook.formerSecret].flatMap((secret) =>
    secret === undefined ? [] : secretSpellings(secret),
  );
  if (given.some((text) => taken.some((secret) => sameSecret(text, secret)))) return null;
  return {
    status: 401,
    code: given.length === 0 ? 'SECRET_MISSING' : 'SECRET_WRONG',
    message:
      given.length === 0
        ? 'the hook asks for a secret and none came'
        : 'the secret is not the one of this hook',
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

function unknownPath({ hookId }: HookRequest): Rejection {
  return {
    status: 404,
    code: 'UNKNOWN_PATH',
    message: `there is no catch hook at "${hookId.slice(0, 100)}"`,
    remedy: "Let Convoso's API URL end in /hooks/<id>, in small letters, with an id of the configuration.",
  };
}

function foreignAddress({ remoteAddress }: Pick<HookRequest, 'remoteAddress'>): Rejection {
  return {
    status: 403,
    code: 'FOREIGN_ADDRESS',
    message: `${remoteAddress} is not in the hook's allow-list`,
    remedy:
      'If a proxy stands before the relay, say so in settings.trustProxy; else add the address to allowFrom.',
  };
}
