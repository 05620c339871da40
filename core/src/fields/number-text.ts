/**
 * A number as people and systems write it: with a point, thousands set apart by commas, a currency's sign before or
 * after, and in books a loss in parentheses.
 */
const NUMBER =
  /^(\()?([+-]?)\s*[$€£]?\s*([+-]?)((?:\d{1,3}(?:,\d{3})+|\d+)?)(\.\d*)?(e[+-]?\d{1,3})?\s*[$€£]?(\))?$/i;

/**
 * A text read as a number, in the plain spelling that `Number` and a decimal library take (`-1500.25`); null where it
 * is none, an empty text too. This is the one reader of numbers: conditions, actions and checks of a save go by it. A
 * comma that sets no three digits apart may be a decimal comma or a slip, so such a text is no number.
 */
export function plainNumber(text: string): string | null {
  const parts = NUMBER.exec(text.trim());
  if (parts === null) return null;
  const [, open, outer = '', inner = '', whole = '', fraction = '', exponent = '', close] = parts;
  const digits = whole.replaceAll(',', '');
  if (digits === '' && fraction.length < 2) return null;
  if (outer !== '' && inner !== '') return null;
  const inParentheses = open !== undefined;
  if (inParentheses !== (close !== undefined) || (inParentheses && outer + inner !== '')) return null;
  const sign = inParentheses || outer === '-' || inner === '-' ? '-' : '';
  return `${sign}${digits === '' ? '0' : digits}${fraction === '.' ? '' : fraction}${exponent.toLowerCase()}`;
}
