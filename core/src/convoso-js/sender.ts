import { call } from '../convoso-api/call.js';
import { TOKEN } from '../convoso-api/custom-fields.js';
import type { ArgumentsOf, Endpoint } from '../convoso-api/endpoint.js';
import { ConvosoApiError as CallError } from '../convoso-api/errors.js';
import type { ConvosoFetch } from '../convoso-api/options.js';
import type { Answer, Page } from '../convoso-api/result.js';
import { isObject } from '../convoso-api/shape.js';
import { createTransport, type Transport } from '../convoso-api/transport.js';
import { inTheirClasses } from './errors.js';
import { timeLimit, type HostFetch, type HostResponse } from './host.js';
import type { CheckedOptions } from './options.js';

/** What our client makes of an answer. */
export type Sent = Answer<object> | Page<object>;

/** Makes one call. */
export type Sender = (endpoint: Endpoint, args: object) => Promise<Sent>;

/** Makes calls with our client, and lets the hooks of the program see them. */
export function createSender(options: CheckedOptions): Sender {
  const { api, maxTries, hooks } = options;
  return async (endpoint, args) => {
    const seen: Seen = { response: null };
    const transport = createTransport({ ...api, fetch: watched(options.fetch, seen) }, maxTries);
    const outcome = await settled(call(withHook(transport, hooks), endpoint, args as ArgumentsOf<Endpoint>));
    const { response } = seen;
    // After the call, so that a hook that throws is not taken for a network that fails, and nothing is sent again.
    if (response?.ok === true && isObject(outcome.raw)) {
      await hooks.onResponse?.(pathOf(endpoint), response, outcome.raw);
    }
    if (!(outcome instanceof CallError)) return outcome;
    throw inTheirClasses(outcome, { statusText: response?.statusText ?? '', timeoutMs: api.timeoutMs });
  };
}

/** Lets a hook see, and change, what is to be sent; what it says of the token is not heard. */
function withHook(transport: Transport, hooks: CheckedOptions['hooks']): Transport {
  return async (endpoint, given) => {
    const params = new URLSearchParams();
    for (const [name, value] of given) params.append(name, value);
    await hooks.onRequest?.(pathOf(endpoint), params);
    return transport(endpoint, new Map([...params].filter(([name]) => name !== TOKEN)));
  };
}

function pathOf({ path }: Endpoint): string {
  return `/${path}`;
}

interface Seen {
  /** The last answer of a call. */
  response: HostResponse | null;
}

function watched(fetch: HostFetch, seen: Seen): ConvosoFetch {
  return async (url, { timeoutMs, ...request }) => {
    seen.response = null;
    const response = await fetch(url, { ...request, signal: timeLimit(timeoutMs) });
    const text = await response.text();
    seen.response = response;
    return { status: response.status, headers: response.headers, text: () => Promise.resolve(text) };
  };
}

async function settled<T>(sending: Promise<T>): Promise<T | CallError> {
  try {
    return await sending;
  } catch (error) {
    if (error instanceof CallError) return error;
    throw error;
  }
}
