/** One credential inside a configured secret, such as one header of a list. */
export interface Credential {
  /** Which header or parameter it is, from 1; 1 where there are none. */
  readonly position: number;
  /** Every text by which it could turn up in requests, answers and errors. */
  readonly spellings: readonly string[];
  /** What is secret about it, without a scheme word or a user name around it; several where it may be each of them. */
  readonly cores: readonly string[];
}

/**
 * In characters: what stands under a name that tells nothing is taken for a credential from this length on. `format=json`
 * beside a key says how to answer; masking the word everywhere would make logs unreadable.
 */
export const SHORTEST_UNNAMED_SECRET = 8;
