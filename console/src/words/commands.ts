const COMMAND = 'npm run connect -- ';

/**
 * What the relay says without the commands for a terminal, in brackets or as what a sentence leads to: the console has a button or a
 * link for each, and who reads it here may have no terminal. A text of nothing else stays as it is.
 */
export function withoutCommand(text: string): string {
  const sentences = text.replace(/\s*\(npm run connect -- [^)]*\)/g, '').split(/(?<=[.!?])\s+/);
  const left = sentences.filter((sentence) => !sentence.includes(COMMAND));
  return left.length === 0 ? text : left.join(' ');
}
