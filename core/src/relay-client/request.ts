import { RelayError } from './error.js';
import { OPERATIONS } from './operations.js';

/** Path parameters, query, body and `ifMatch` of an operation, as they come from a caller. */
export type Args = Readonly<Record<string, unknown>>;

/** A request to the relay without what is the same in all of them. */
export interface OperationRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: string | undefined;
  readonly type: string;
  /** The revision of the configuration that a change is based on, as the header says it. */
  readonly ifMatch: string | undefined;
}

type Table = Readonly<Record<string, Readonly<Record<string, readonly [method: string, path: string]>>>>;

export function requestOf(operation: string, { body, ifMatch, ...named }: Args): OperationRequest {
  const [noun = '', name = ''] = operation.split('.');
  const operations: Table = OPERATIONS;
  const found = Object.hasOwn(operations, noun) ? operations[noun]?.[name] : undefined;
  if (found === undefined) throw unknownOperation(operation);
  const [method, pattern] = found;
  const left = new Map(Object.entries(named).filter(([, value]) => value !== undefined));
  const path = pattern.replace(/:(\w+)/g, (_whole, parameter: string) => {
    const value = left.get(parameter);
    left.delete(parameter);
    if (typeof value !== 'string' || value === '') throw parameterMissing(operation, parameter);
    // A step of a path, however it is written: it would lead to another operation.
    if (value === '.' || value === '..') throw parameterMissing(operation, parameter);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams();
  for (const [parameter, value] of left) query.append(parameter, String(value));
  const text = query.toString();
  const isText = typeof body === 'string';
  return {
    method,
    path: text === '' ? path : `${path}?${text}`,
    body: body === undefined || isText ? body : JSON.stringify(body),
    type: isText ? 'text/plain' : 'application/json',
    ifMatch: typeof ifMatch === 'number' ? `"${ifMatch}"` : (ifMatch as string | undefined),
  };
}

function unknownOperation(operation: string): RelayError {
  return new RelayError({
    code: 'UNKNOWN_OPERATION',
    message: `the API has no operation "${operation}"`,
    remedy: 'Name it as in logs.list; the reference of the API has all of them.',
  });
}

function parameterMissing(operation: string, parameter: string): RelayError {
  return new RelayError({
    code: 'PARAMETER_MISSING',
    message: `${operation} needs "${parameter}", which is missing, empty or a step of a path`,
    remedy: `Give ${parameter} as a text.`,
  });
}
