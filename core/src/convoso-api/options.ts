import { ConvosoApiError } from './errors.js';

/** The part of an HTTP answer that the client reads; that of the global `fetch` has it. */
export interface ConvosoAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** A request to send as it is. The body holds the token: never log it. */
export interface ConvosoRequest {
  readonly method: 'POST';
  readonly headers: { readonly 'content-type': string; readonly accept: string };
  readonly body: string;
  /** A redirect is an answer like any other: following it would hand the token to somebody else. */
  readonly redirect: 'manual';
  /** Give up after this long, and throw an error named `TimeoutError`. */
  readonly timeoutMs: number;
}

/**
 * Sends one request and gives the answer, whatever its status. What it throws is a network failure: by its `code`, or
 * that of its `cause`, the client tells whether the request can have arrived.
 *
 * The client has no clock, so the time limit is kept here. In Node:
 *
 * ```js
 * (url, request) => fetch(url, { ...request, signal: AbortSignal.timeout(request.timeoutMs) })
 * ```
 */
export type ConvosoFetch = (url: string, request: ConvosoRequest) => Promise<ConvosoAnswer>;

export interface ConvosoApiOptions {
  /** From Convoso, API → Authorization Token; each endpoint that is used has to be enabled there. */
  readonly authToken: string | undefined;
  readonly fetch: ConvosoFetch;
  /** https, or http on this machine. Default `https://api.convoso.com/v1`. */
  readonly baseUrl?: string | undefined;
  /** For one try. Default 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Waits before a call is repeated. Without it nothing is repeated. */
  readonly sleep?: ((milliseconds: number) => Promise<unknown>) | undefined;
  /** A number in [0, 1) to spread waits by, so that what failed together does not return together. */
  readonly random?: (() => number) | undefined;
  /** Epoch milliseconds, for a Retry-After that names a date. Without it such a date is passed over. */
  readonly now?: (() => number) | undefined;
}

const DEFAULT_BASE_URL = 'https://api.convoso.com/v1';
const DEFAULT_TIMEOUT_MS = 30_000;
/** In characters: what is shorter is no token of Convoso's. */
const SHORTEST_TOKEN = 4;

export interface CheckedOptions extends ConvosoApiOptions {
  readonly authToken: string;
  readonly baseUrl: string;
  readonly timeoutMs: number;
}

/** @throws {ConvosoApiError} CONVOSO_OPTIONS_INVALID */
export function checkOptions(options: ConvosoApiOptions): CheckedOptions {
  const { baseUrl = DEFAULT_BASE_URL, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const authToken = options.authToken?.trim() ?? '';
  if (authToken.length < SHORTEST_TOKEN) {
    throw invalid('authToken is missing', 'Take it from Convoso, API → Authorization Token.');
  }
  if (!(timeoutMs > 0)) throw invalid('timeoutMs is not above 0', 'Give milliseconds for one try.');
  if (!isSafe(baseUrl)) {
    throw invalid(
      'baseUrl has to be https, or http on this machine, and hold no more than host and path',
      `Leave it out for ${DEFAULT_BASE_URL}.`,
    );
  }
  return { ...options, authToken, timeoutMs, baseUrl: baseUrl.replace(/\/+$/, '') };
}

/** Every request carries the token, so it goes nowhere in the clear but to this machine. */
function isSafe(text: string): boolean {
  return /^(?:https:\/\/[^/@?#\s]+|http:\/\/(?:localhost|127\.[\d.]+|\[::1\])(?::\d+)?)(?:\/[^?#\s]*)?$/i.test(
    text,
  );
}

export function invalid(what: string, remedy: string): ConvosoApiError {
  const failure = {
    code: 'CONVOSO_OPTIONS_INVALID',
    outcome: 'not-sent',
    repeatable: false,
    endpoint: '',
  } as const;
  return new ConvosoApiError({ ...failure, message: `${what}.`, remedy }, 0);
}
