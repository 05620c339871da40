import type { Generated } from 'kysely';

/** The relays that work on the store, each with its lease. */
export interface RelayTable {
  number: Generated<number>;
  name: string;
  home: string;
  /** Both by the clock of the store. */
  since: number;
  lease_until: number;
}
