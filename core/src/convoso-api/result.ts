import type { Endpoint, RowOf } from './endpoint.js';
import type { Finding } from './rule.js';
import { isObject, readRow, readRows, type JsonObject, type Shape } from './shape.js';
import { normalise } from './value.js';

interface Told {
  /** What was sent all the same, and may not do what was meant. */
  readonly warnings: readonly Finding[];
  /** The whole answer as Convoso gave it; the token is masked. */
  readonly raw: JsonObject;
}

/** The rows of one answer. */
export interface Page<R> extends Told {
  readonly rows: readonly R[];
  /** How many there are in all, as far as Convoso says. */
  readonly total: number | null;
}

/** The one record of an answer. */
export interface Answer<R> extends Told {
  readonly data: R;
}

export type ResultOf<E extends Endpoint> = E extends { readonly rows: Shape }
  ? Page<RowOf<E>>
  : Answer<RowOf<E>>;

/** Reads a body that says success; null where it does not hold what this endpoint answers. */
export function readResult<E extends Endpoint>(
  endpoint: E,
  body: JsonObject,
  told: Told,
): ResultOf<E> | null {
  const { at, rows, record = {} } = endpoint as Endpoint;
  const { data, success: _success, code: _code, ...beside } = body;
  const place = placeIn(data, at);
  if (rows !== undefined) {
    if (typeof place !== 'object' || place === null) return null;
    return { rows: readRows(rows, place), total: totalOf(body), ...told } as unknown as ResultOf<E>;
  }
  if (at !== undefined && !isObject(place)) return null;
  // Some endpoints answer beside `data` what others put inside of it (domain-facts A.5).
  const found = isObject(place) ? { ...beside, ...place } : beside;
  return { data: readRow(record, found), ...told } as unknown as ResultOf<E>;
}

/** Where the rows or the record of an answer are in its data; PHP writes an object that has nothing in it as a list. */
export function placeIn(data: unknown, at: string | undefined): unknown {
  if (at === undefined || (Array.isArray(data) && data.length === 0)) return data;
  return isObject(data) ? data[at] : undefined;
}

/** `total` or `total_found`, in `data` or beside it (domain-facts A.4). */
function totalOf(body: JsonObject): number | null {
  const { total_found: totalFound, total } = { ...body, ...(isObject(body['data']) ? body['data'] : {}) };
  return normalise('number', totalFound ?? total);
}
