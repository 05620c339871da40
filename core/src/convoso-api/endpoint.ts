import type { Arguments, Parameter, ParameterTable } from './parameter.js';
import type { Rule } from './rule.js';
import type { Row, Shape } from './shape.js';

/**
 * One endpoint of Convoso's REST API (domain-facts A.5). Everything the client does with it follows from this: methods
 * and their types, checks before sending, paging, retries, the reading of answers. Every call is a POST with a form
 * body, which Convoso takes everywhere, so that no URL ever holds the token (domain-facts A.1).
 */
export interface Endpoint {
  /** Below the base URL. */
  readonly path: string;
  /** A read may be repeated at will; a write only when Convoso surely did not process it. */
  readonly access: 'read' | 'write';
  readonly parameters: ParameterTable;
  readonly required?: readonly string[];
  /** Required, but may be an empty text. */
  readonly mayBeEmpty?: readonly string[];
  /** What holds between parameters. */
  readonly rules?: readonly Rule[];
  /** It answers with rows of this shape … */
  readonly rows?: Shape;
  /** … or with one record of this shape, whose values may also stand beside `data`. */
  readonly record?: Shape;
  /** Where they are inside of `data`; absent for `data` itself. */
  readonly at?: string;
  /** What Convoso's error codes mean here: one number has several meanings (domain-facts A.7). */
  readonly errors?: Readonly<Record<number, string>>;
  /** Codes of answers that say `success: false` and are no failure, with the data that they stand for. */
  readonly notFailures?: Readonly<Record<number, unknown>>;
}

type Definition = Omit<Endpoint, 'path' | 'access'>;

/** The names in `required` and the like have to be parameters. */
interface Names<D extends Definition> {
  readonly required?: readonly (keyof D['parameters'])[];
  readonly mayBeEmpty?: readonly (keyof D['parameters'])[];
}

type Defined<A extends Endpoint['access'], D extends Definition> = D &
  Pick<Endpoint, 'path'> & { readonly access: A };

/** An endpoint that changes nothing. The literal types are kept, because those of the method follow from them. */
export function read<const D extends Definition & Names<D>>(path: string, definition: D): Defined<'read', D> {
  return { path, access: 'read', ...definition };
}

/** An endpoint that changes something. */
export function write<const D extends Definition & Names<D>>(
  path: string,
  definition: D,
): Defined<'write', D> {
  return { path, access: 'write', ...definition };
}

export type RequiredOf<E extends Endpoint> = E extends {
  readonly required: readonly (infer R extends string)[];
}
  ? R
  : never;

export type ArgumentsOf<E extends Endpoint> = Arguments<E['parameters'], RequiredOf<E>>;

/** The row or record that an endpoint answers with. */
export type RowOf<E extends Endpoint> = E extends { readonly rows: infer S extends Shape }
  ? Row<S>
  : E extends { readonly record: infer S extends Shape }
    ? Row<S>
    : Row<object>;

export interface PagedParameters {
  readonly limit: Parameter;
  readonly offset: Parameter;
}
