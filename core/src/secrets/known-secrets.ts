/** What a masker has to know about the secrets of one configuration; see `knownSecrets`. */
export interface KnownSecrets {
  /** Masked wherever they turn up. Those that are too short for that (`isMaskedByValue`) are passed over. */
  readonly values: readonly string[];
  /**
   * Parts of a query as they are sent, `pin=44` or a value alone. They are masked where they stand in the query of a
   * URL, however short they are.
   */
  readonly queryParts: readonly string[];
}

export const NO_SECRETS: KnownSecrets = { values: [], queryParts: [] };

/** All that any of the given ones hold, without repeats. */
export function unitedSecrets(secrets: readonly KnownSecrets[]): KnownSecrets {
  return {
    values: [...new Set(secrets.flatMap(({ values }) => values))],
    queryParts: [...new Set(secrets.flatMap(({ queryParts }) => queryParts))],
  };
}
