import { checkOptions, invalid, type CheckedOptions as ApiOptions } from '../convoso-api/options.js';
import { inTheirClasses } from './errors.js';
import { hostFetch, patience, type HostFetch, type HostResponse } from './host.js';

export interface ConvosoOptions {
  /** From Convoso, API → Authorization Token; each endpoint that is used has to be enabled there. */
  readonly authToken: string;
  /** https, or http on this machine. Default `https://api.convoso.com/v1`. */
  readonly baseUrl?: string | undefined;
  /** Default: that of the host. */
  readonly fetch?: HostFetch | undefined;
  /** How often a call that failed is repeated, where that does no harm. Default 0. */
  readonly maxRetries?: number | undefined;
  /** In milliseconds, for one try. Default 30,000. */
  readonly timeout?: number | undefined;
  /** Called before a call with its path and its parameters, which it may change. The token is not among them. */
  onRequest?(path: string, params: URLSearchParams): void | Promise<void>;
  /** Called with each answer of HTTP status 2xx that is JSON; its body has been read and is `data`. */
  onResponse?(path: string, response: HostResponse, data: unknown): void | Promise<void>;
}

export interface CheckedOptions {
  readonly fetch: HostFetch;
  /** What our client takes besides. */
  readonly api: Omit<ApiOptions, 'fetch'>;
  /** Of one call, the first included. */
  readonly maxTries: number;
  readonly hooks: Pick<ConvosoOptions, 'onRequest' | 'onResponse'>;
}

/** @throws {ConvosoError} whose `cause` is CONVOSO_OPTIONS_INVALID */
export function checkedOptions(options: ConvosoOptions): CheckedOptions {
  const { authToken, baseUrl, timeout, maxRetries = 0, fetch = hostFetch() } = options;
  try {
    if (fetch === undefined) throw invalid('fetch is missing, and this host has none', 'Give one.');
    const token: unknown = authToken;
    if (!['string', 'undefined'].includes(typeof token) && token !== null) {
      throw invalid(`authToken is a ${typeof token} and no text`, 'Give it as Convoso shows it, in quotes.');
    }
    if (!(isNumber(maxRetries) && maxRetries >= 0)) {
      throw invalid(`maxRetries is ${shown(maxRetries)}`, 'Give a number, 0 or more.');
    }
    if (timeout !== undefined && !(isNumber(timeout) && timeout > 0)) {
      throw invalid(`timeout is ${shown(timeout)}`, 'Give milliseconds above 0, or leave it out for 30,000.');
    }
    const given = { authToken, baseUrl, fetch, timeoutMs: timeout, ...patience };
    const { fetch: _fetch, ...api } = checkOptions(given);
    return { fetch, api, maxTries: maxRetries + 1, hooks: options };
  } catch (error) {
    throw inTheirClasses(error);
  }
}

/** A text out of the environment is none: "3" and one more would be 31 tries. */
function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `"${value}", a text` : String(value);
}
