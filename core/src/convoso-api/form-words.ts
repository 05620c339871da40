/**
 * Puts the labels that people read in a form in the place of the names by which the API calls its parameters. What stands in quotes
 * is a value of theirs, and stays.
 */
export function inFormWords(text: string, labelOf: (name: string) => string | undefined): string {
  return text
    .split(/("(?:[^"\\]|\\.)*")/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replaceAll(/\b[a-z]\w*\b/g, (name) => labelOf(name) ?? name),
    )
    .join('');
}
