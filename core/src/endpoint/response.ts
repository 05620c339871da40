import type { Endpoint } from '../config/index.js';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [name: string]: JsonValue };

/** What was read from an answer; `value` null means: nothing readable in the configured type (domain-facts J.29). */
export interface Result {
  readonly value: JsonValue;
  /** Why the value is null, in words; absent when it is not. */
  readonly why?: string;
}

/**
 * Reads an answer by the endpoint's Response Data Type and Response Key (domain-facts E.3). Never throws: what
 * cannot be read is a `null` with its reason. XML and TEXT take their place beside JSON here.
 */
export function readResponse(endpoint: Pick<Endpoint, 'responseKey' | 'delimiter'>, body: string): Result {
  const answer = parseJson(body);
  if (answer === undefined) return { value: null, why: unreadable(body) };
  const key = endpoint.responseKey;
  if (key === '')
    return answer === null ? { value: null, why: 'the answer is the JSON value null' } : { value: answer };
  const found = valueAt(answer, key);
  if (found === undefined || found === null) {
    return { value: null, why: `the answer has no value at Response Key "${key}"` };
  }
  return { value: splitValue(found, endpoint.delimiter) };
}

function parseJson(body: string): JsonValue | undefined {
  try {
    return JSON.parse(body) as JsonValue;
  } catch {
    return undefined;
  }
}

function unreadable(body: string): string {
  if (body.trim() === '') return 'the answer is empty where JSON was expected';
  const kind = body.trimStart().startsWith('<') ? 'looks like XML or HTML' : 'is not JSON';
  return `the answer ${kind}; Response Data Type is JSON`;
}

/** A key with dots is tried as it stands, then as a path. Own properties only. */
function valueAt(answer: JsonValue, key: string): JsonValue | undefined {
  const direct = ownValue(answer, key);
  if (direct !== undefined || !key.includes('.')) return direct;
  let current: JsonValue | undefined = answer;
  for (const name of key.split('.')) current = current === undefined ? undefined : ownValue(current, name);
  return current;
}

function ownValue(container: JsonValue, name: string): JsonValue | undefined {
  if (typeof container !== 'object' || container === null || !Object.hasOwn(container, name))
    return undefined;
  return (container as { [name: string]: JsonValue })[name];
}

function splitValue(value: JsonValue, delimiter: string): JsonValue {
  if (typeof value !== 'string' || delimiter === '' || !value.includes(delimiter)) return value;
  return value.split(delimiter).map((piece) => piece.trim());
}
