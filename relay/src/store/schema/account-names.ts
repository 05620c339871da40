/** What Convoso calls campaigns, lists and queues. */
export interface AccountNameTable {
  /** The kind and the id, as in `campaign:111`. */
  key: string;
  name: string;
  /** When Convoso was last found to have it. */
  pulled_at: number;
}
