import type { KeptRequest } from './intake.js';

/** How many rejected requests a hook has places for, of one cause, and how much of each is kept (domain-facts J.43). */
export const QUARANTINE_ROWS = 1_000;
export const QUARANTINE_BODY_BYTES = 64 * 1024;

/** How many are kept of strangers that met no hook: scans, for the most part. */
export const STRANGER_ROWS = 200;

/** A request that was turned away, kept so that a mistake in the set-up loses no call (domain-facts J.43). */
export interface QuarantinedRequest extends KeptRequest {
  readonly id: string;
  readonly at: number;
  readonly status: number;
  readonly code: string;
  readonly reason: string;
  readonly method: string;
  /** Whether more arrived than is kept: it can be looked at and not replayed. */
  readonly truncated: boolean;
  readonly remoteAddress: string;
  /** The delivery that it was let in as; null where it was not. */
  readonly replayedAs: string | null;
  /** Those of one pool share a number of places. */
  readonly pool: string;
  /** The sender, as far as one sender is told from another. */
  readonly source: string;
}

/** A rejected request without what it held. */
export interface QuarantineSummary extends Omit<
  QuarantinedRequest,
  'query' | 'headers' | 'body' | 'pool' | 'source'
> {
  /** Of the body, in bytes, as far as it is kept. */
  readonly size: number;
}

export interface QuarantineReads {
  /** The next of them, newest first, below `after` where a page ended there. */
  page(page: {
    readonly after: string | null;
    readonly limit: number;
  }): Promise<readonly QuarantineSummary[]>;
  find(id: string): Promise<QuarantinedRequest | undefined>;
}

export interface Quarantine extends QuarantineReads {
  /**
   * Keeps rejected requests. Those that share a pool share its places: where it is full, the oldest of the source with the
   * most gives way, so that whoever sends many pushes out their own.
   */
  add(requests: readonly QuarantinedRequest[]): Promise<void>;
  markReplayed(id: string, deliveryId: string): Promise<void>;
}
