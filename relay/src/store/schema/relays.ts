import type { Generated } from 'kysely';

/** The relays that work on the store, each with its lease. */
export interface RelayTable {
  number: Generated<number>;
  name: string;
  home: string;
  /** Both by the clock of the store. */
  since: number;
  lease_until: number;
  /** Why and since when it is not ready, by its own clock; null where it is. */
  unready_since: number | null;
  unready_message: string | null;
  /** Since when it cannot use the latest configuration, by its own clock; null where it can. */
  config_refused_at: number | null;
}

/** The data folders of the relays that work on the store or did so lately: whoever comes back is known again. */
export interface RelayHomeTable {
  home: string;
  /** Both by the clock of the store; `seen_at` is when one on this folder was last registered, or its registration ended. */
  known_since: number;
  seen_at: number;
}
