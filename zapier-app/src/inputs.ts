import { ConnectError, cleanValue, textOf } from '@convoso-connect/core';

/** What a person filled in, by the key of the field. A field that is filled with nothing is there, and empty. */
export type Inputs = Record<string, unknown>;

/**
 * The text of a field; empty where it was left out. A step before can map a number, a yes or no, or a list of such
 * into any field; a list is its values with commas, as Zapier writes one itself.
 *
 * @throws {ConnectError} INPUT_NOT_TEXT for a value with parts, of which dropping it in silence would be a loss
 */
export function textInput(inputs: Inputs, key: string): string {
  return textsOf(inputs[key], key).join(',').trim();
}

/**
 * The values of a field that takes several, as they were filled in.
 *
 * @throws {ConnectError} INPUT_NOT_TEXT
 */
export function valuesInput(inputs: Inputs, key: string): readonly string[] {
  return filledParts(textsOf(inputs[key], key));
}

/** The same, where one with commas in it is several. */
export function listInput(inputs: Inputs, key: string): readonly string[] {
  return valuesInput(inputs, key).flatMap(partsOf);
}

/** A number, also a percentage with its sign; what is none stays the text that it is, to be told of. */
export function numberOrText(text: string): number | string {
  const number = Number(text.replace(/\s*%$/, ''));
  return text === '' || Number.isNaN(number) ? text : number;
}

/** What stands between commas. */
export function partsOf(text: string): readonly string[] {
  return filledParts(text.split(','));
}

function filledParts(texts: readonly string[]): readonly string[] {
  return texts.map((text) => text.trim()).filter((text) => text !== '');
}

const YES: ReadonlySet<string> = new Set(['true', '1', 'yes', 'y', 'on', 'enabled', 't']);
const NO: ReadonlySet<string> = new Set(['false', '0', 'no', 'n', 'off', 'disabled', 'f']);

/**
 * A yes or a no in any spelling that forms, sheets and CRMs have for it; undefined where the field is empty.
 *
 * @throws {ConnectError} YES_OR_NO_UNCLEAR for another text: taken for a no, it could switch off a check that was meant
 */
export function givenFlag(inputs: Inputs, key: string): boolean | undefined {
  const text = textInput(inputs, key);
  const folded = text.toLowerCase();
  if (folded === '') return undefined;
  if (YES.has(folded)) return true;
  if (NO.has(folded)) return false;
  throw new ConnectError(
    'YES_OR_NO_UNCLEAR',
    `The field ${key} was given ${JSON.stringify(text)}, which is neither a yes nor a no.`,
    'Write true or false; yes and no, on and off, 1 and 0 are understood, too.',
  );
}

/** The same, where an empty field is a no. */
export function flagInput(inputs: Inputs, key: string): boolean {
  return givenFlag(inputs, key) ?? false;
}

/**
 * The line items of a group of fields; those in which nothing is filled are none.
 *
 * @throws {ConnectError} INPUT_NOT_ITEMS for what is filled in and has no fields, of which dropping it would be a loss
 */
export function itemsInput(inputs: Inputs, key: string): readonly Inputs[] {
  const value = inputs[key];
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.flatMap((item) => {
    if (isObject(item)) return isFilled(item) ? [item] : [];
    if (isBlank(item)) return [];
    throw new ConnectError(
      'INPUT_NOT_ITEMS',
      `The field ${key} was given a value that has none of its columns.`,
      'Map a value into each column of a line, or line items of a step before.',
    );
  });
}

/** A box that is not ticked fills nothing in. */
function isFilled(item: Inputs): boolean {
  return Object.values(item).some((value) => value !== false && !isBlank(value));
}

function isBlank(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isBlank);
  if (isObject(value)) return Object.values(value).every(isBlank);
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}

/**
 * Names and values of a field that takes pairs.
 *
 * @throws {ConnectError} INPUT_NOT_PAIRS for a value without names, INPUT_NOT_TEXT for one with parts under a name
 */
export function pairsInput(inputs: Inputs, key: string): Readonly<Record<string, string>> {
  const value = inputs[key];
  if (!isObject(value)) {
    if (isBlank(value)) return {};
    throw new ConnectError(
      'INPUT_NOT_PAIRS',
      `The field ${key} was given a value without a name.`,
      'Write a name beside each value.',
    );
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name.trim(), textsOf(inner, `${key}: ${name}`).join(',')]),
  );
}

/** What steps before write for "nothing" is nothing here, as it is in a delivery: no lead is called null. */
export function withoutNull(text: string): string {
  return text === 'None' || text === 'undefined' ? '' : textOf(cleanValue(text));
}

function textsOf(value: unknown, key: string): readonly string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((each: unknown) => textsOf(each, key));
  if (typeof value === 'string') return [value];
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') {
    return [String(value)];
  }
  throw new ConnectError(
    'INPUT_NOT_TEXT',
    `The field ${key} was given a value with parts of its own, which is no text.`,
    'Map the single value inside of it.',
  );
}

function isObject(value: unknown): value is Inputs {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
