import { isEmpty } from '../fields/value.js';
import { comparable } from './facts.js';

/** Whether a comparable text passes. */
export type TextTest = (text: string) => boolean;

export function equals(wanted: string): TextTest {
  return (text) => text === wanted;
}

/**
 * In the order of their characters, both ends included; an empty text is between none (domain-facts J.12). Letters count
 * as those without their accents, as in the databases that such ranges come from: É lies between D and F.
 */
export function betweenStrings(from: string, to: string): TextTest {
  const [least, most] = [orderKey(from), orderKey(to)];
  return (text) => {
    const key = orderKey(text);
    return key >= least && key <= most && !isEmpty(text);
  };
}

/** What texts are put in order by. */
export function orderKey(text: string): string {
  return comparable(text)
    .normalize('NFD')
    .replace(/\p{M}+/gu, '');
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
