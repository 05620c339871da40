/**
 * Characters that do not show what they are: controls (of terminals, too), line breaks of every kind, what turns the
 * direction of text, what joins or hides, and halves of characters. Selectors of a variant, as behind many emoji, only
 * choose between two looks and stay.
 */
const UNSEEN = /(?![\uFE00-\uFE0F])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * A text that came from outside as it may be printed, logged or mailed within a line: what nobody could see is written
 * as JSON writes it (`\u001b`, `\n`), so it neither moves a terminal's cursor nor turns, hides or adds anything.
 */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, (character) => SHORT[character] ?? escaped(character));
}

/** Lines of a text, one under the other; a line break inside of one is shown, and begins no other. */
export function visibleLines(lines: readonly string[]): string {
  return lines.map(visibleText).join('\n');
}

/**
 * A text whose line breaks are meant, and in which everything else is shown. JSON stays JSON of the same value: nothing
 * but line breaks is unseen outside of its texts.
 */
export function visibleBlock(text: string): string {
  return visibleLines(text.split('\n'));
}

/**
 * The same where the text may hold line breaks that nobody meant: what follows the first line is set in where it is not yet, so that none of
 * it can be taken for the beginning of something else.
 */
export function visibleParagraph(text: string): string {
  return visibleLines(text.split('\n')).replace(/\n(?! {2})/g, '\n    ');
}

function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}
