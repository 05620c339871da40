import { VALUE_KINDS, normalise, type Normal, type ValueKind } from './value.js';

/**
 * How a row of an answer is read: under each kind the names of its values, several to a text with blanks between them.
 * `lists` holds rows inside of the row, and `also` a second spelling of a name, where documents differ.
 */
export type Shape = { readonly [K in ValueKind]?: readonly string[] } & {
  readonly lists?: Readonly<Record<string, Shape>>;
  readonly also?: Readonly<Record<string, string>>;
};

type Named<S extends Shape, K extends ValueKind> = S extends {
  readonly [P in K]: readonly (infer N extends string)[];
}
  ? { readonly [P in Names<N>]: Normal[K] }
  : unknown;

/** The names in a text, with blanks between them. */
export type Names<S extends string> = S extends `${infer First} ${infer Rest}` ? First | Names<Rest> : S;

/** What a shape reads: each value in one type, or null for nothing. */
export type Row<S extends Shape> = Named<S, 'id'> &
  Named<S, 'text'> &
  Named<S, 'number'> &
  Named<S, 'boolean'> &
  Named<S, 'time'> &
  Named<S, 'duration'> &
  Named<S, 'ids'> &
  (S extends { readonly lists: infer L extends Readonly<Record<string, Shape>> }
    ? { readonly [K in keyof L]: readonly Row<L[K]>[] }
    : unknown) & {
    /** Whatever else Convoso sent, such as an account's own fields (`field_13`), as it is. */
    readonly other: Readonly<Record<string, unknown>>;
  };

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads one object of an answer. What is missing is null, and so is what has a wrong type; `raw` keeps it. */
export function readRow<S extends Shape>(shape: S, source: JsonObject): Row<S> {
  const { lists = {}, also = {} }: Shape = shape;
  const left = new Map(Object.entries(source));
  const row: Record<string, unknown> = {};
  const take = (name: string): unknown => {
    const spelling = left.has(name) ? name : (also[name] ?? name);
    const value = left.get(spelling);
    left.delete(spelling);
    return value;
  };
  for (const kind of VALUE_KINDS) {
    const names = shape[kind]?.join(' ').split(' ') ?? [];
    for (const name of names) row[name] = normalise(kind, take(name));
  }
  for (const [name, inner] of Object.entries(lists)) row[name] = readRows(inner, take(name));
  return { ...row, other: Object.fromEntries(left) } as unknown as Row<S>;
}

/**
 * The rows of a container: a list, or an object keyed by id (domain-facts A.4), which PHP writes as a list when it is
 * empty. What is no row is passed over.
 */
export function readRows<S extends Shape>(shape: S, container: unknown): readonly Row<S>[] {
  if (typeof container !== 'object' || container === null) return [];
  return Object.values(container)
    .filter(isObject)
    .map((row) => readRow(shape, row));
}
