/** Whether a text is made of whole characters: half of one has no bytes of its own, so that storing it changes it. */
export function isWellFormed(text: string): boolean {
  return text.isWellFormed();
}

/** The text with U+FFFD for each half of a character. */
export function wellFormed(text: string): string {
  return text.isWellFormed() ? text : text.toWellFormed();
}
