/** `api`: the key that opens the API. `secrets`: the one that stored secrets are encrypted with. */
export const SHARED_KEYS = ['api', 'secrets'] as const;

/**
 * A key that all relays on a store have in common. It stands with the relays, in a file or in the environment: here is only a digest,
 * by which each of them knows whether it has the right one.
 */
export interface StoredSharedKey {
  readonly name: (typeof SHARED_KEYS)[number];
  /** SHA-256 of the key, as base64. */
  readonly digest: string;
  /** When it became the key, in epoch milliseconds. */
  readonly since: number;
  /** The digests of those before it, the latest first. */
  readonly formers: readonly string[];
}

export interface SharedKeyReads {
  find(name: StoredSharedKey['name']): Promise<StoredSharedKey | undefined>;
}

/** The keys that relays have in common; a store with one relay has none. */
export interface SharedKeys extends SharedKeyReads {
  /**
   * Keeps a key in the place of the one that has the digest `before`, or as the first one where that is null. False, and nothing is
   * kept, where another one is there by now.
   */
  replace(key: StoredSharedKey, before: string | null): Promise<boolean>;
}
