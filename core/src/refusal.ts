/** Why something is refused, with a stable code and what to do; of a value, where it was is added when the document is read. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}
