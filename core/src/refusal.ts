/** Why a value is refused; where and what was received are added when the document is read. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}
