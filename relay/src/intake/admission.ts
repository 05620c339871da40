import {
  checkAddress as checkCaller,
  checkSecret,
  listHolds,
  type Caller,
  type Rejection,
} from '@convoso-connect/receiver/parts';
import type { LiveConfig, LiveHook } from '../config/live-config.js';
import type { HookRequest } from './hook-request.js';
import { REMEDIES, TRUST_SETTING } from './remedies.js';

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
  return checkCaller(request, hook, TRUST_SETTING);
}

function unknownHook(id: string): Rejection {
  return {
    status: 404,
    code: 'UNKNOWN_HOOK',
    message: `there is no hook "${id.slice(0, 100)}"`,
    remedy: REMEDIES.UNKNOWN_HOOK,
  };
}

function unknownPath({ hookId }: HookRequest): Rejection {
  return {
    status: 404,
    code: 'UNKNOWN_PATH',
    message: `there is no catch hook at "${hookId.slice(0, 100)}"`,
    remedy: REMEDIES.UNKNOWN_PATH,
  };
}
