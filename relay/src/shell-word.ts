/** A text as one word of a command that is shown to be pasted into a shell. */
export function shellWord(text: string): string {
  return /^[\w.:@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
