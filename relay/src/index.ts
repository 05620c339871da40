/**
 * The self-hosted relay: durable intake of Convoso's deliveries, decisions by the core engine, ordered and retried
 * delivery, and reasons for all of it.
 *
 * @module
 */
export { startRelay, DEFAULT_PORT, type RelayOptions, type RunningRelay } from './relay.js';
export { createLog, type Log } from './log.js';
export type { Clock } from './clock.js';
export { catchHook, type CatchHookOptions } from '@convoso-connect/receiver';
export type { CallEvent, ConnectPayload } from '@convoso-connect/core';
