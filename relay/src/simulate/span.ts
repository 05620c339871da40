import { ConnectError } from '@convoso-connect/core';
import { iso } from '../iso.js';
import type { TimeSpan } from '../store/ports/lists.js';
import { DEFAULT_SPAN_MS } from './limits.js';

/**
 * The time that a simulation is about: without a beginning, the last week. Throws a `ConnectError` (SPAN_BACKWARDS) where it ends before
 * that: nothing is within, which would be told as that nothing had come.
 */
export function spanToSimulate({ from, to }: TimeSpan, now: number): TimeSpan {
  const begins = from ?? now - DEFAULT_SPAN_MS;
  if (to === null || begins <= to) return { from: begins, to };
  throw new ConnectError(
    'SPAN_BACKWARDS',
    `the time asked for ends at ${iso(to)}, and where no beginning is given it begins a week ago`,
    'Say since when as well.',
  );
}
