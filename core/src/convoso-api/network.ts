import type { Endpoint } from './endpoint.js';
import type { ConvosoFailure } from './errors.js';
import { failure } from './failures.js';
import { isObject } from './shape.js';

/** With these no connection was made, so nothing can have been processed (domain-facts J.30). Node's and undici's. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What HTTP libraries name a time limit of theirs that ended the request. */
const TIME_LIMITS = new Set([
  'TimeoutError',
  'AbortError',
  'ETIMEDOUT',
  'ECONNABORTED',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/**
 * Reads what the injected fetch threw: its message with the token masked, and the codes of its causes. The error itself
 * is not kept, because HTTP libraries attach the request.
 */
export function networkFailure(
  endpoint: Endpoint,
  thrown: unknown,
  mask: (text: string) => string,
): ConvosoFailure {
  const codes = codesOf(thrown);
  const { message } = isObject(thrown) ? thrown : {};
  const told = [...(typeof message === 'string' ? [mask(message)] : []), ...codes].join(', ');
  const detail = told === '' ? '' : ` (${told})`;
  if (codes.some((code) => NEVER_CONNECTED.has(code))) {
    return failure('UNREACHABLE', endpoint, 'not-sent', detail);
  }
  const inTime = !codes.some((code) => TIME_LIMITS.has(code));
  return failure(inTime ? 'CONNECTION_LOST' : 'TIMEOUT', endpoint, 'unknown', detail);
}

/** Deeper chains of causes are not followed. */
const DEEPEST = 5;

/** Codes and telling names of an error and of its causes; where several addresses were tried, of each. */
function codesOf(thrown: unknown, depth = 0): string[] {
  if (!isObject(thrown) || depth > DEEPEST) return [];
  const { name, code, cause, errors } = thrown;
  const own = [code, name]
    .filter((text) => typeof text === 'string')
    .filter((text) => /^\w{1,40}$/.test(text) && !/^(?:Type|Aggregate)?Error$/.test(text));
  const inner = [cause, ...(Array.isArray(errors) ? (errors as readonly unknown[]) : [])];
  return [...new Set([...own, ...inner.flatMap((error) => codesOf(error, depth + 1))])];
}
