import { STEP_MILLISECONDS } from './middleware.js';

/** The bundle of a run is one object from its first request to its last. */
const deadlines = new WeakMap<object, number>();

/**
 * When the step has to be at its end, in epoch milliseconds: all its requests share this time, for after 30 seconds
 * Zapier ends a step without a word, whatever it has done by then.
 */
export function deadlineOf(bundle: object): number {
  const known = deadlines.get(bundle);
  if (known !== undefined) return known;
  const deadline = Date.now() + STEP_MILLISECONDS;
  deadlines.set(bundle, deadline);
  return deadline;
}
