import type { Clock } from '@convoso-connect/relay';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** Noon in New York, nine in Los Angeles, in winter. */
const START = Date.parse('2026-11-20T17:00:00.000Z');

/** Time that passes only when a test says so. */
export class HandClock implements Clock {
  #now = START;

  now(): number {
    return this.#now;
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }
}
