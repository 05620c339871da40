import { nullRecord, type FieldValue } from '../fields/value.js';
import { cleanValue } from './clean-value.js';

/** One `name=value` of a form. */
export interface FormPair {
  /** As it stands in the text, still encoded. */
  readonly raw: string;
  readonly name: string;
  readonly value: string;
}

/** The pairs of a form, decoded leniently: a stray `%` stands for itself. Pieces without any text are passed over. */
export function formPairs(text: string): readonly FormPair[] {
  return text
    .split('&')
    .filter((raw) => raw !== '')
    .map((raw) => {
      const equals = raw.indexOf('=');
      const name = equals === -1 ? raw : raw.slice(0, equals);
      const value = equals === -1 ? '' : raw.slice(equals + 1);
      return { raw, name: decodeFormText(name), value: decodeFormText(value) };
    });
}

/** Decodes form-encoded text: `+` is a blank and `%xx` a byte of UTF-8. For text known to be form-encoded only. */
export function decodeFormText(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    const [pair] = new URLSearchParams(`text=${text.replaceAll('&', '%26')}`);
    return pair?.[1] ?? spaced;
  }
}

/** Why a text cannot be a form, or null when it can. `pairs` are the text's own. */
export function whyNotForm(text: string, pairs: readonly FormPair[]): string | null {
  if (hasControls(text)) return 'the text holds control characters, like binary or compressed data';
  if (text.startsWith('<')) return 'the text starts with <, like XML or HTML';
  if (text.startsWith('--') && /content-disposition:/i.test(text)) return 'the text is a multipart form';
  const first = pairs.find((pair) => pair.name.trim() !== '');
  if (!first?.raw.includes('=')) return 'the text does not start with a name=value pair';
  const rawName = first.raw.slice(0, first.raw.indexOf('='));
  return isPlausibleName(rawName, first.name)
    ? null
    : 'what stands before the first = cannot be the name of a field';
}

/**
 * An encoder leaves no blanks, quotes, braces or angle brackets in a name; where they stand, the text is prose,
 * markup or broken JSON that happens to contain `=`.
 */
function isPlausibleName(rawName: string, name: string): boolean {
  return !/[\s"{}<>\\]/.test(rawName) && !hasControls(name) && !/^\s*[{[]"/.test(name);
}

/** Control characters other than tab and line ends: what binary or compressed data looks like when read as text. */
function hasControls(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text);
}

/** Pairs as a record, without a prototype; a name that comes several times has a list of values. Nameless ones go. */
export function formRecord(pairs: readonly FormPair[]): Record<string, FieldValue> {
  const lists = new Map<string, string[]>();
  for (const { name, value } of pairs) {
    if (name.trim() === '') continue;
    const list = lists.get(name);
    if (list === undefined) lists.set(name, [value]);
    else list.push(value);
  }
  const record = nullRecord<FieldValue>();
  for (const [name, list] of lists) record[name] = cleanValue(list.length === 1 ? list[0] : list);
  return record;
}
