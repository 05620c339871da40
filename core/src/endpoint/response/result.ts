/** Any value that JSON can hold. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [name: string]: JsonValue };

/** What was read from an answer; `value` null means: nothing readable in the configured type (domain-facts J.29). */
export interface Result {
  readonly value: JsonValue;
  /** Why the value is null, in words; absent when it is not. */
  readonly why?: string;
}

/** How deep lists, objects and elements may lie in one another; a store that writes them as JSON must survive it. */
export const MOST_LEVELS = 64;

export const TOO_DEEP = `the answer is nested deeper than ${String(MOST_LEVELS)} levels, which is not read`;

/** Nothing readable, and why. */
export function nothing(why: string): Result {
  return { value: null, why };
}

/** A text as the list of its parts, where a Delimiter is set and occurs in it (domain-facts J.19). */
export function splitText(value: JsonValue, delimiter: string): JsonValue {
  if (typeof value !== 'string' || delimiter === '' || !value.includes(delimiter)) return value;
  return value.split(delimiter).map((part) => part.trim());
}
