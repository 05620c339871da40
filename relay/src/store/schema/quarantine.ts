/** Requests that were turned away, kept so that a mistake in the set-up loses no call (domain-facts J.43). */
export interface QuarantineTable {
  id: string;
  at: number;
  hook_id: string;
  status: number;
  code: string;
  reason: string;
  method: string;
  query: string;
  headers: string;
  body: Buffer;
  /** 1 where more arrived than is kept: it can be looked at and not replayed. */
  truncated: number;
  remote_address: string;
  replayed_as: string | null;
  /** Those of one pool share a number of places. */
  pool: string;
  /** The sender, as far as one sender is told from another. */
  source: string;
}
