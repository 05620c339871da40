import { isEmpty } from '../fields/value.js';

/** Whether a comparable text passes. */
export type TextTest = (text: string) => boolean;

export function equals(wanted: string): TextTest {
  return (text) => text === wanted;
}

/** In the order of their characters, both ends included; an empty text is between none (domain-facts J.12). */
export function betweenStrings(from: string, to: string): TextTest {
  return (text) => text >= from && text <= to && !isEmpty(text);
}

/** Something stands between the first `from` and the next `to` after it (domain-facts J.12, the other reading). */
export function betweenMarkers(from: string, to: string): TextTest {
  return (text) => {
    const marker = text.indexOf(from);
    if (marker === -1) return false;
    const start = marker + from.length;
    const end = text.indexOf(to, start);
    return end !== -1 && !isEmpty(text.slice(start, end));
  };
}
