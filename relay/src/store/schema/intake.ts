import type { ColumnType, Generated } from 'kysely';
import type { DeliveryState } from '../ports/intake.js';

/** What Convoso sent, as received. */
export interface DeliveryTable {
  seq: Generated<number>;
  id: string;
  hook_id: string;
  received_at: number;
  method: string;
  query: string;
  headers: string;
  body: Buffer;
  remote_address: string;
  /** Of one that is neither dead nor a repeat the inbox says whether it waits; `processed` stands only in rows from before there was one. */
  state: ColumnType<DeliveryState, DeliveryState, DeliveryState>;
  /** Counted in the inbox instead since that table exists; 0 in every row written since then. */
  claims: number;
  failure: string | null;
}

/** The deliveries that wait to be processed, in order of arrival. */
export interface InboxTable {
  seq: number;
  /** How often a relay found it left behind by another, or by its own last run, and began on it. */
  claims: number;
  /** When an operator let it in or played it again, in epoch milliseconds; null for one that has just come. */
  replayed_at: ColumnType<number | null, number | null | undefined, number | null>;
  /** The number of the relay that processes it; null where it is free. */
  holder: ColumnType<number | null, number | null | undefined, number | null>;
  /** Whom it is about, noted where other relays may take in what comes next about the same lead. */
  lead_key: ColumnType<string | null, string | null | undefined, never>;
}

/** What deliveries of late are known again by, where several relays take them in. */
export interface DeliveryMarkTable {
  key: string;
  /** The ids that the first was answered with, as a JSON array. */
  ids: string;
  at: number;
  expires_at: number;
}
