import * as z from 'zod/mini';
import type { Bounds } from '../bounds.js';
import { tightened } from './tightened.js';

/** A whole number within bounds of the table. */
export function whole(bounds: Bounds): z.ZodMiniNumberFormat {
  return bounded(z.int(), bounds);
}

/** A number within bounds of the table; it may have decimals. */
export function decimal(bounds: Bounds): z.ZodMiniNumber {
  return bounded(z.number(), bounds);
}

function bounded<S extends z.ZodMiniNumber | z.ZodMiniNumberFormat>(schema: S, bounds: Bounds): S {
  const lower = 'above' in bounds ? z.gt(bounds.above) : z.gte(bounds.min);
  const upper = z.lte(bounds.max);
  const { tightened: ends = [] } = bounds;
  return schema.check(
    ends.includes('min') ? tightened(lower) : lower,
    ends.includes('max') ? tightened(upper) : upper,
  ) as S;
}
