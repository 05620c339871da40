import { retryAfterMilliseconds } from '../endpoint/retry-schedule.js';
import { notARelay, notYet, refusalOf, unreachable } from './answer.js';
import { RelayError } from './error.js';
import { OPERATIONS } from './operations.js';
import { baseOf, keyOf, pathTooMany } from './options.js';
import { requestOf, type Args } from './request.js';
import type { RelayAnswer, RelayFetch, RelayOperations } from './types.js';

export interface RelayClientOptions {
  /** Where the relay is reached, as in `https://relay.example.test`. */
  readonly url: string;
  /**
   * The admin key, or one with the scopes that are needed. `null` in a browser that is signed in to the relay: its `fetch`
   * then says by itself who asks.
   */
  readonly key: string | null;
  readonly fetch: RelayFetch;
  /** For one request, in milliseconds. Default 30,000. */
  readonly timeoutMs?: number;
}

export interface RelayClient extends RelayOperations {
  /** An operation that can answer with a text, as `relay.text('logs.list', { format: 'csv' })`. */
  readonly text: (operation: string, args?: Args) => Promise<string>;
  /** An operation that names the revision of the configuration, as `relay.tagged('config.document')`. */
  readonly tagged: (operation: string, args?: Args) => Promise<Tagged>;
}

/** An answer with its `ETag`, to be given as `ifMatch` to a change that is based on it; null where it has none. */
export interface Tagged {
  readonly answer: unknown;
  readonly etag: string | null;
}

const TIMEOUT_MS = 30_000;

/**
 * A client of the relay's API, typed by the very contract that the relay answers by. It needs nothing but a `fetch`, and
 * runs in Node, in n8n, in Zapier and in browsers. Its operations reject with a {@link RelayError}: with the relay's own
 * code where it refuses, with `RELAY_UNREACHABLE`, `NOT_A_RELAY` or `RELAY_TOO_OLD` where nobody answers, or somebody else.
 *
 * @throws {RelayError} RELAY_URL_INVALID, RELAY_KEY_MISSING
 */
export function createRelayClient(options: RelayClientOptions): RelayClient {
  const send = sender(options);
  const operations = Object.entries(OPERATIONS).map(([noun, names]) => [
    noun,
    Object.fromEntries(
      Object.keys(names).map((name) => [
        name,
        (args: Args = {}) => send(`${noun}.${name}`, args).then(jsonOf),
      ]),
    ),
  ]);
  const text = async (operation: string, args: Args = {}): Promise<string> =>
    (await send(operation, args, '*/*')).text;
  const tagged = async (operation: string, args: Args = {}): Promise<Tagged> => {
    const arrived = await send(operation, args);
    return { answer: jsonOf(arrived), etag: arrived.answer.headers.get('etag') };
  };
  return { ...(Object.fromEntries(operations) as RelayOperations), text, tagged };
}

/** What came, as far as it was read. */
interface Arrived {
  readonly answer: RelayAnswer;
  readonly text: string;
}

type Send = (operation: string, args: Args, accept?: string) => Promise<Arrived>;

function sender({ url, key, fetch, timeoutMs = TIMEOUT_MS }: RelayClientOptions): Send {
  const base = baseOf(url);
  const authorization = key === null ? {} : { authorization: `Bearer ${keyOf(key)}` };
  return async (operation, args, accept = 'application/json') => {
    const { method, path, body, type, ifMatch } = requestOf(operation, args);
    const headers = {
      ...authorization,
      accept,
      ...(body !== undefined && { 'content-type': type }),
      ...(ifMatch !== undefined && { 'if-match': ifMatch }),
    };
    const whole = {
      method,
      headers,
      redirect: 'manual',
      timeoutMs,
      ...(body !== undefined && { body }),
    } as const;
    let arrived: Arrived;
    try {
      const answer = await fetch(base + path, whole);
      arrived = { answer, text: await answer.text() };
    } catch (cause) {
      throw unreachable(base, cause);
    }
    if (arrived.answer.status !== 200) throw failureOf({ operation, base }, arrived);
    return arrived;
  };
}

function jsonOf({ answer, text }: Arrived): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw notARelay(answer.status, text, cause);
  }
}

function failureOf(
  { operation, base }: { operation: string; base: string },
  { answer, text }: Arrived,
): RelayError {
  const { status, headers } = answer;
  const refused = refusalOf(text);
  if (refused === null) return status === 202 ? notYet(text) : notARelay(status, text);
  if (NOT_THERE.get(refused.code) === status)
    return base.endsWith('/api') ? pathTooMany(status, text) : tooOld(operation, status, text);
  const retryAfterMs = retryAfterMilliseconds(headers.get('retry-after'), 0);
  return new RelayError(refused, { status, retryAfterMs, answer: refused });
}

/** How a relay answers at a path, or by a method, that it does not have. */
const NOT_THERE: ReadonlyMap<string, number> = new Map([
  ['NOT_FOUND', 404],
  ['METHOD_NOT_ALLOWED', 405],
]);

function tooOld(operation: string, status: number, text: string): RelayError {
  const refused = {
    code: 'RELAY_TOO_OLD',
    message: `the relay does not know the operation ${operation}`,
    remedy: 'Update the relay: this client was made for a later version.',
  };
  return new RelayError(refused, { status, answer: text });
}
