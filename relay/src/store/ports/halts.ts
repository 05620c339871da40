/**
 * Why nothing, or little, goes out to an endpoint for a while: `paused` by an operator · `breaker`: it failed too often in a row · `asked`:
 * its answer asks to wait · `paced`: more is due than its pace allows · `failing`: its attempts fail, and go on at their own times.
 */
export const HALT_CAUSES = ['paused', 'breaker', 'asked', 'paced', 'failing'] as const;

export type HaltCause = (typeof HALT_CAUSES)[number];

/** A time in which what is due at an endpoint is held, or in which it fails. Times in epoch milliseconds. */
export interface StoredHalt {
  /** The same halt keeps it; another of the same part and cause may take it over once that has ended. */
  readonly id: string;
  /** What is halted: the key of a target, or null for everything. */
  readonly part: string | null;
  readonly cause: HaltCause;
  readonly since: number;
  /** When it ends by itself, or is looked into again; null where it lasts until somebody or something ends it. */
  readonly until: number | null;
  /** When it ended; null while it lasts. */
  readonly endedAt: number | null;
  /** Who or what halted it, as in `paused by an operator`. */
  readonly reason: string;
  /**
   * The relay that looks after it: it wrote this last, and of several it alone asks whether the endpoint works again. Null, or the number of
   * one that is not registered any more: nobody, so that the relay that leads does.
   */
  readonly holder: number | null;
}

export interface HaltReads {
  /** All of them, those that have ended included, in no certain order. */
  all(): Promise<readonly StoredHalt[]>;
  /** Those that last, in no certain order. */
  lasting(): Promise<readonly StoredHalt[]>;
}

export interface Halts extends HaltReads {
  /** Each in the place of the one with the same id. */
  save(halts: readonly StoredHalt[]): Promise<void>;
}
