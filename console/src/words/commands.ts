/**
 * A sentence of the relay without the commands for a terminal that it ends in, or names in brackets: the console has a button or
 * a link for each, and who reads it here may have no terminal.
 */
export function withoutCommand(sentence: string): string {
  return sentence
    .replace(/\s*\(npm run connect -- [^)]*\)/g, '')
    .replace(/\s*Look: npm run connect -- [^.]*\.?/g, '')
    .replace(/(?<=[.:!])[^.:!]*:?\s*npm run connect -- [^.]*\.?$/, '')
    .replace(/:$/, '.');
}
