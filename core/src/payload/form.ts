import { nullRecord, textOf, type FieldValue } from '../fields/value.js';
import type { Characters } from './characters.js';
import { cleanValue } from './clean-value.js';

/** One `name=value` of a form. */
export interface FormPair {
  /** As it stands in the text, still encoded. */
  readonly raw: string;
  readonly name: string;
  readonly value: string;
}

/** The pairs of a form, decoded leniently. Pieces without any text are passed over. */
export function formPairs(text: string, characters: Characters): readonly FormPair[] {
  const pairs: FormPair[] = [];
  for (const raw of text.split('&')) {
    if (raw === '') continue;
    const equals = raw.indexOf('=');
    const name = equals === -1 ? raw : raw.slice(0, equals);
    const value = equals === -1 ? '' : raw.slice(equals + 1);
    pairs.push({ raw, name: characters.formText(name), value: characters.formText(value) });
  }
  return pairs;
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

/**
 * Pairs as a record, without a prototype; a name that comes several times with different values has a list of them, as
 * has PHP's `name[]`. Nameless ones go.
 */
export function formRecord(pairs: readonly FormPair[]): Record<string, FieldValue> {
  const record = nullRecord<FieldValue>();
  let lists: Map<string, string[]> | undefined;
  for (const { name: written, value } of pairs) {
    const name = written.endsWith('[]') && written.length > 2 ? written.slice(0, -2) : written;
    if (name.trim() === '') continue;
    const before = record[name];
    if (before === undefined) record[name] = cleanValue(value);
    else {
      lists ??= new Map();
      const list = lists.get(name);
      if (list === undefined) lists.set(name, [textOf(before), value]);
      else list.push(value);
    }
  }
  for (const [name, list] of lists ?? []) record[name] = cleanValue(list);
  return record;
}
