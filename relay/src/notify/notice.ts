/** Something that an operator should know. Notices with the same key tell of one cause, and are counted. */
export interface Notice {
  readonly key: string;
  readonly kind: string;
  readonly message: string;
  /** Epoch milliseconds. */
  readonly at: number;
}
