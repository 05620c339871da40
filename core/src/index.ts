/**
 * The Convoso Connect engine.
 *
 * Deliveries become occurrences, occurrences become decisions, decisions become requests: as pure functions. Time
 * comes in as epoch milliseconds; storage, HTTP and secrets belong to the wrappers.
 *
 * @module
 */
export * from './adaptor/index.js';
export { BOUNDS, type Bounds } from './bounds.js';
export * from './disposition/index.js';
export * from './endpoint/index.js';
export * from './engine/index.js';
export * from './errors.js';
export * from './fields/index.js';
export * from './guardrails/index.js';
export * from './network/index.js';
export * from './hours/index.js';
export * from './network/index.js';
export * from './occurrence/index.js';
export * from './payload/index.js';
export type { Refusal } from './refusal.js';
export * from './secrets/index.js';
export * from './shown/index.js';
export { TIME_UNITS, type TimeUnit } from './time/calendar.js';
export { UNKNOWN_ZONE, isTimeZone } from './time/time-zone-name.js';
export * from './workflow/index.js';
