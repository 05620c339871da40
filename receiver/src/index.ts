/**
 * Receives Convoso's webhooks in an app of your own, with express 4 or 5.
 *
 * @module
 */
export { catchHook, type CatchHook, type CatchHookOptions, type HookRequest } from './catch-hook.js';
export type { CallEvent, ConnectPayload } from '@convoso-connect/core';
