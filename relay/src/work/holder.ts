import type { Unit } from '../store/store.js';

/** In whose name something is claimed or processed. */
export interface Holder {
  readonly number: number;
  /** Whether others may have gone on with what was claimed under this number: it is not that of now, or may be ended by now. */
  mayHaveLost(number: number | null): boolean;
  /** To be called first in a unit that claims or processes. Throws `LEASE_LOST`, with nothing done, where others took this relay for dead. */
  within(unit: Unit): Promise<void>;
}
