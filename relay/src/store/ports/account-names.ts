/** What Convoso calls a campaign, a list or a queue. */
export interface StoredName {
  /** The kind and the id, as in `campaign:111`. */
  readonly key: string;
  readonly name: string;
  /** When Convoso was last found to have it. */
  readonly pulledAt: number;
}

export interface AccountNameReads {
  /** The names that are known of these keys, by key. */
  of(keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export interface AccountNames extends AccountNameReads {
  /** Each in the place of the one of the same key. */
  save(names: readonly StoredName[]): Promise<void>;
}
