import { isObject, type JsonObject, type Names } from '../convoso-api/shape.js';
import { normalise } from '../convoso-api/value.js';

/**
 * What a program for convoso-js may count on in an answer, by the type that it expects; several names to a text with
 * blanks between them. Whatever else Convoso sends stays beside it as it came.
 */
export interface AnswerShape {
  readonly text?: readonly string[];
  /** A text, too; of a date that Convoso takes apart, one again. */
  readonly time?: readonly string[];
  readonly number?: readonly string[];
  readonly boolean?: readonly string[];
  /** A list of texts. */
  readonly texts?: readonly string[];
  /** An object as it came. */
  readonly object?: readonly string[];
  readonly lists?: Readonly<Record<string, AnswerShape>>;
  /** An object under `data`, whose values may also stand beside it. */
  readonly data?: AnswerShape;
  /** Where a name's value stands under another one. */
  readonly also?: Readonly<Record<string, string>>;
}

type NamesOf<S extends AnswerShape, K extends keyof AnswerShape> = S extends {
  readonly [P in K]: readonly (infer N extends string)[];
}
  ? Names<N>
  : never;

/** What a shape promises. */
export type Filled<S extends AnswerShape> = {
  [N in NamesOf<S, 'text'> | NamesOf<S, 'time'>]: string;
} & { [N in NamesOf<S, 'number'>]: number } & { [N in NamesOf<S, 'boolean'>]: boolean } & {
  [N in NamesOf<S, 'texts'>]: string[];
} & { [N in NamesOf<S, 'object'>]: Record<string, unknown> } & (S extends {
    readonly lists: infer L extends Readonly<Record<string, AnswerShape>>;
  }
    ? { -readonly [N in keyof L]: Filled<L[N]>[] }
    : unknown) &
  (S extends { readonly data: infer D extends AnswerShape } ? { data: Filled<D> } : unknown);

/**
 * Where Convoso gives nothing, a text is empty and a number is NaN: of the type that is promised, and never a value that
 * nobody has sent.
 */
const READERS = {
  text: (value: unknown) => normalise('text', value) ?? '',
  time: (value: unknown) => normalise('time', value) ?? '',
  number: (value: unknown) => normalise('number', value) ?? NaN,
  boolean: (value: unknown) => normalise('boolean', value) ?? false,
  texts: (value: unknown) => normalise('ids', value),
  object: (value: unknown) => (isObject(value) ? value : {}),
} as const;

/**
 * An answer with all that its shape promises.
 *
 * @param came what the answer holds besides
 * @param found where the values are looked for
 */
export function filled<S extends AnswerShape>(shape: S, came: JsonObject, found: JsonObject): Filled<S> {
  const { lists = {}, data, also = {} }: AnswerShape = shape;
  const answer: Record<string, unknown> = { ...came };
  for (const [kind, read] of Object.entries(READERS) as [
    keyof typeof READERS,
    (value: unknown) => unknown,
  ][]) {
    const names = (shape as AnswerShape)[kind]?.join(' ').split(' ') ?? [];
    for (const name of names) answer[name] = read(found[name] ?? found[also[name] ?? name]);
  }
  for (const [name, row] of Object.entries(lists)) answer[name] = filledRows(row, found[name]);
  if (data !== undefined) answer['data'] = filled(data, isObject(came['data']) ? came['data'] : {}, found);
  return answer as Filled<S>;
}

/** The rows of a list, or of an object keyed by id. */
export function filledRows<S extends AnswerShape>(shape: S, container: unknown): Filled<S>[] {
  if (typeof container !== 'object' || container === null) return [];
  return Object.values(container)
    .filter(isObject)
    .map((row) => filled(shape, row, row));
}
