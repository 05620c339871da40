import type { HaltCause } from '../ports/halts.js';

/** Times in which what is due at an endpoint is held, or in which it fails. */
export interface HaltTable {
  id: string;
  /** The key of a target; null for everything. */
  part: string | null;
  cause: HaltCause;
  since: number;
  until: number | null;
  ended_at: number | null;
  reason: string;
  /** The number of a relay. */
  holder: number | null;
}
