/**
 * The outcome of testing something against an occurrence. `unknown`: what would decide it was not delivered;
 * it does not match, and its reason says what to map in Convoso (domain-facts J.10).
 */
export type Verdict = 'yes' | 'no' | 'unknown';

/** A verdict in words. `code` is stable; `reason` is one sentence for a person who cannot read code. */
export interface Finding {
  readonly verdict: Verdict;
  readonly code: string;
  readonly reason: string;
}

/** The sentence that every `unknown` for lack of a field ends with. */
export function notDelivered(field: string): string {
  return `${field} was not delivered: map it in Convoso's Adaptor`;
}
