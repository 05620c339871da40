import { MASK, isMaskedByValue } from '../secrets/mask-values.js';

/** Hides the token of a client. The general masker knows all kinds of secrets, and is twice as large as this client. */
export interface TokenMask {
  /** For words: reasons and errors. */
  text(text: string): string;
  /** A copy of an answer that was read already, so that a mask never spoils what is still to be read. */
  data(value: unknown): unknown;
}

/**
 * Hides the token wherever an answer or an error repeats it: plain, in JSON, in a URL, or in a form. One that is too
 * short to be told from ordinary data is hidden nowhere.
 */
export function tokenMask(token: string): TokenMask {
  const form = new URLSearchParams();
  form.append('', token);
  const spellings = [
    token,
    JSON.stringify(token).slice(1, -1),
    encodeURIComponent(token),
    String(form).slice(1),
  ].filter(isMaskedByValue);
  const text = (shown: string): string =>
    spellings.reduce((rest, spelling) => rest.replaceAll(spelling, MASK), shown);
  const hide = (_name: string, held: unknown): unknown => {
    const shown = text(String(held));
    return typeof held !== 'object' && shown.includes(MASK) ? shown : held;
  };
  return { text, data: (value) => JSON.parse(JSON.stringify(value ?? null), hide) as unknown };
}
