import type { Holder } from '../../src/work/holder.js';

/** A relay that is never taken for dead, and need not be registered for what a test is about. */
export const THE_RELAY: Holder = {
  number: 1,
  mayHaveLost: () => false,
  within: () => Promise.resolve(),
};
