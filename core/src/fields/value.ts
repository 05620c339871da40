/**
 * The value of a field as Convoso delivers it: text, or several texts where a delivery carries a list.
 * Numbers and booleans of JSON deliveries become text when they are read (domain-facts B.1: "values are always
 * strings"), so that every body shape gives the same values.
 */
export type FieldValue = string | readonly string[];

/** Values by field name. Always without a prototype, so that a field called `constructor` is just a field. */
export type FieldValues = Readonly<Record<string, FieldValue>>;

/**
 * A record without a prototype: names that come from outside can never reach `Object.prototype`. What is made without one (`Object.create`)
 * is a hash table to V8, which takes twice as long to fill, to walk through and to write as JSON as an object that has lost its own.
 */
export function nullRecord<T>(entries: Iterable<readonly [string, T]> = []): Record<string, T> {
  const record = Object.setPrototypeOf({}, null) as Record<string, T>;
  for (const [name, value] of entries) record[name] = value;
  return record;
}

/** Several values as one text, joined by the delimiter (domain-facts J.19: a comma when none is set). */
export function textOf(value: FieldValue, delimiter = ','): string {
  return typeof value === 'string' ? value : value.join(delimiter);
}

/**
 * Whether a value counts as empty (domain-facts D.4, J.9): blank text, the literal text `null` in any case, or a
 * list of such. `0`, `"0"` and `false` are values.
 *
 * @example
 * ```ts
 * [isEmpty(' NULL '), isEmpty('0')];
 * // → [true, false]
 * ```
 */
export function isEmpty(value: FieldValue | null | undefined): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value !== 'string') return value.every(isEmpty);
  if (startsLikeAValue(value)) return false;
  const text = value.trim();
  return text === '' || text.toLowerCase() === 'null';
}

/** Settles almost every value by one character: a printable one that begins no blank text and no `null`. */
function startsLikeAValue(text: string): boolean {
  const first = text.charCodeAt(0);
  return first > 0x20 && first < 0x7f && first !== 0x6e && first !== 0x4e;
}
