/**
 * The Convoso Connect engine.
 *
 * Deliveries become occurrences, occurrences become decisions, decisions become requests: as pure functions. Time
 * comes in as epoch milliseconds; storage, HTTP and secrets belong to the wrappers.
 *
 * @module
 */
export * from './for-wrappers.js';
export * from './stable.js';
